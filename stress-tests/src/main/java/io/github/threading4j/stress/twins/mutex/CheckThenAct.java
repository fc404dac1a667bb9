package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.AcquiresMatchReleases;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.MutualExclusion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Twins: a lock that checks whether it is unlocked, and then locks, in two steps. */
public final class CheckThenAct {
    private CheckThenAct() {}

    private static final class BrokenLock implements Guard {
        private volatile boolean locked;

        @Override
        public boolean acquire(long nanos) {
            if (locked) {
                return false;
            }
            locked = true;
            return true;
        }

        @Override
        public void release() {
            if (!locked) {
                throw new IllegalMonitorStateException("release unlocked lock");
            }
            locked = false;
        }

        @Override
        public boolean locked() {
            return locked;
        }
    }

    @JCStressTest
    @State
    @Description("Twin of LockExclusion: two threads that found the lock unlocked both enter.")
    public static class Exclusion extends MutualExclusion {
        private final Guard guard = new BrokenLock();

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
    @Description("Twin of LockOnce.TryAcquire: both threads acquire the lock.")
    public static class TryAcquire extends ExactlyOneSucceeds {
        private final Guard guard = new BrokenLock();

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = guard.acquireUninterrupted(0);
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = guard.acquireUninterrupted(0);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of LockOnce.Release: both threads release the lock.")
    public static class Release extends ExactlyOneSucceeds {
        private final Guard guard = new BrokenLock();

        public Release() {
            guard.enter();
        }

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = guard.tryRelease();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = guard.tryRelease();
        }
    }

    @JCStressTest
    @State
    @Description("Twin of LockOnce.ReleaseAndAcquire: the lock is released more often than it was acquired.")
    public static class ReleaseAndAcquire extends AcquiresMatchReleases {
        public ReleaseAndAcquire() {
            super(new BrokenLock());
        }

        @Actor
        public void actor1() {
            first();
        }

        @Actor
        public void actor2() {
            second();
        }

        @Arbiter
        public void arbiter(II_Result r) {
            count(r);
        }
    }
}
