package io.github.threading4j.stress.mutex;

import io.github.threading4j.Lock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.AcquiresMatchReleases;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.OwnerAfterRelease;
import java.util.concurrent.locks.Condition;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Operations of a {@link Lock} that can succeed only once.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.LockOnce}
 */
public final class LockOnce {
    private LockOnce() {}

    @JCStressTest
    @State
    @Description("Of two threads that try to acquire a Lock without waiting, exactly one succeeds.")
    public static class TryAcquire extends ExactlyOneSucceeds {
        private final Lock lock = new Lock();
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

    @JCStressTest
    @State
    @Description("Of two threads that release a Lock held by a third thread, exactly one succeeds.")
    public static class Release extends ExactlyOneSucceeds {
        private final Guard guard = AcquireForm.ACQUIRE.of(new Lock());

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
    @Description("A Lock that two threads release concurrently is not acquired more often than it is released.")
    public static class ReleaseAndAcquire extends AcquiresMatchReleases {
        public ReleaseAndAcquire() {
            super(AcquireForm.anyNotWaiting().of(new Lock()));
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

    @JCStressTest
    @State
    @Description("A thread that acquires a Lock during its release by another thread can signal the lock's conditions.")
    public static class ReleaseByAnother extends OwnerAfterRelease {
        private final Condition condition;

        public ReleaseByAnother() {
            this(new Lock());
        }

        private ReleaseByAnother(Lock lock) {
            super(AcquireForm.any().of(lock));
            condition = lock.asJavaLock().newCondition();
        }

        @Override
        protected boolean isMine() {
            try {
                condition.signal();
                return true;
            } catch (IllegalMonitorStateException e) {
                return false;
            }
        }

        @Actor
        public void actor1() {
            releaser();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            successor(r);
        }
    }
}
