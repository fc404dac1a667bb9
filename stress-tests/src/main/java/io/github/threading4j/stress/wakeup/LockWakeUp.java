package io.github.threading4j.stress.wakeup;

import io.github.threading4j.Lock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A thread that waits for a {@link Lock} is woken when the lock is released.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.LockWakeUp}
 */
public final class LockWakeUp {
    private LockWakeUp() {}

    @JCStressTest
    @State
    @Description("acquire() of a Lock returns after release().")
    public static class Acquire extends WakeUpOfOne {
        public Acquire() {
            this(new Lock());
        }

        private Acquire(Lock lock) {
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
    @Description("acquireInterruptibly() of a Lock returns after release().")
    public static class AcquireInterruptibly extends WakeUpOfOne {
        public AcquireInterruptibly() {
            this(new Lock());
        }

        private AcquireInterruptibly(Lock lock) {
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
    @Description("A timed acquire of a Lock returns after release(), long before its timeout.")
    public static class AcquireTimed extends WakeUpOfOne {
        public AcquireTimed() {
            this(new Lock());
        }

        private AcquireTimed(Lock lock) {
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
