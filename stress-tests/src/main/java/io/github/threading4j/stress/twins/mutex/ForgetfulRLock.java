package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import io.github.threading4j.stress.scenarios.OwnerSeenByOwnerOnly;
import io.github.threading4j.stress.scenarios.ReenteredGuard;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Twins: a reentrant lock that does not count its holds, and whose release checks only whether the lock is locked. */
public final class ForgetfulRLock {
    private ForgetfulRLock() {}

    private static final class BrokenLock implements Guard {
        private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

        @Override
        public boolean acquire(long nanos) {
            return isMine() || owner.compareAndSet(null, Thread.currentThread());
        }

        @Override
        public void release() {
            if (owner.getAndSet(null) == null) {
                throw new IllegalMonitorStateException("cannot release un-acquired lock");
            }
        }

        @Override
        public boolean locked() {
            return owner.get() != null;
        }

        boolean isMine() {
            return owner.get() == Thread.currentThread();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of RLockExclusion.AfterInnerRelease: the inner release unlocks the lock.")
    public static class AfterInnerRelease extends MutualExclusion {
        private final Guard guard = new ReenteredGuard(new BrokenLock());

        @Actor
        public void actor1(IIZ_Result r) {
            first(guard, r);
        }

        @Actor
        public void actor2(IIZ_Result r) {
            second(guard, r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of RLockOwner.Release: a thread that is not the owner can release the lock.")
    public static class Release extends OwnerSeenByOwnerOnly {
        private final BrokenLock lock;

        public Release() {
            this(new BrokenLock());
        }

        private Release(BrokenLock lock) {
            super(lock);
            this.lock = lock;
        }

        @Override
        protected boolean isMine() {
            return lock.isMine();
        }

        @Actor
        public void actor1(ZZZ_Result r) {
            owner(r);
        }

        @Actor
        public void actor2(ZZZ_Result r) {
            stranger(r);
        }
    }
}
