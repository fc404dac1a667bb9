package io.github.threading4j.stress.mutex;

import io.github.threading4j.RLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.OwnerSeenByOwnerOnly;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Only the owner of an {@link RLock} can release it.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.RLockOwner}
 */
public final class RLockOwner {
    private RLockOwner() {}

    @JCStressTest
    @State
    @Description("A thread that does not own an RLock cannot release it, whatever its owner does concurrently.")
    public static class Release extends OwnerSeenByOwnerOnly {
        private final RLock lock;

        public Release() {
            this(new RLock());
        }

        private Release(RLock lock) {
            super(AcquireForm.any().of(lock));
            this.lock = lock;
        }

        @Override
        protected boolean isMine() {
            return lock.isHeldByCurrentThread() && lock.getHoldCount() == 1;
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

    @JCStressTest
    @State
    @Description("Of two threads that try to acquire an RLock without waiting, exactly one succeeds.")
    public static class TryAcquire extends ExactlyOneSucceeds {
        private final RLock lock = new RLock();
        private final Guard one = AcquireForm.anyNotWaiting().of(lock);
        private final Guard other = AcquireForm.anyNotWaiting().of(lock);

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = one.acquireUninterrupted(0);
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = other.acquireUninterrupted(0);
        }
    }
}
