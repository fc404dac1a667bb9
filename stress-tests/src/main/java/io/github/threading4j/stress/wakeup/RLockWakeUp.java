package io.github.threading4j.stress.wakeup;

import io.github.threading4j.RLock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A thread that waits for an {@link RLock} is woken when the lock is released.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.RLockWakeUp}
 */
public final class RLockWakeUp {
    private RLockWakeUp() {}

    @JCStressTest
    @State
    @Description("acquire() of an RLock returns after release().")
    public static class Acquire extends WakeUpOfOne {
        public Acquire() {
            this(new RLock());
        }

        private Acquire(RLock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.ACQUIRE.of(lock));
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(LL_Result r) {
            wake(r);
        }
    }

    @JCStressTest
    @State
    @Description("acquireInterruptibly() of an RLock returns after release().")
    public static class AcquireInterruptibly extends WakeUpOfOne {
        public AcquireInterruptibly() {
            this(new RLock());
        }

        private AcquireInterruptibly(RLock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.ACQUIRE_INTERRUPTIBLY.of(lock));
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(LL_Result r) {
            wake(r);
        }
    }

    @JCStressTest
    @State
    @Description("A timed acquire of an RLock returns after release(), long before its timeout.")
    public static class AcquireTimed extends WakeUpOfOne {
        public AcquireTimed() {
            this(new RLock());
        }

        private AcquireTimed(RLock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.anyTimed().of(lock));
        }

        @Actor
        public void actor1() {
            await();
        }

        @Actor
        public void actor2(LL_Result r) {
            wake(r);
        }
    }
}
