package io.github.threading4j.stress.interrupt;

import io.github.threading4j.Lock;
import io.github.threading4j.stress.scenarios.AcquireForm;
import io.github.threading4j.stress.scenarios.InterruptMeetsAcquire;
import io.github.threading4j.stress.scenarios.InterruptOfUninterruptibleAcquire;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An interrupt of a thread that waits for a {@link Lock}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=interrupt.LockInterrupt}
 */
public final class LockInterrupt {
    private LockInterrupt() {}

    @JCStressTest
    @State
    @Description("If an interruptible acquire of a Lock is interrupted while waiting, it either acquires or throws.")
    public static class Interruptible extends InterruptMeetsAcquire {
        public Interruptible() {
            this(new Lock());
        }

        private Interruptible(Lock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.anyInterruptible().of(lock));
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("If acquire() of a Lock is interrupted while waiting, it acquires and the interrupt stays pending.")
    public static class Uninterruptible extends InterruptOfUninterruptibleAcquire {
        public Uninterruptible() {
            this(new Lock());
        }

        private Uninterruptible(Lock lock) {
            super(AcquireForm.ACQUIRE.of(lock), AcquireForm.anyUninterruptible().of(lock));
        }

        @Actor
        public void actor1(LLLL_Result r) {
            await(r);
        }

        @Actor
        public void actor2(LLLL_Result r) {
            interrupt(r);
        }

        @Arbiter
        public void arbiter(LLLL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A thread that is interrupted as a Lock becomes free either acquires it or passes the wake-up on.")
    public static class NextInLine extends WakeUpPassedOn {
        public NextInLine() {
            this(new Lock());
        }

        private NextInLine(Lock lock) {
            super(
                    AcquireForm.ACQUIRE.of(lock),
                    AcquireForm.anyInterruptible().of(lock),
                    AcquireForm.anyUninterruptible().of(lock),
                    true);
        }

        @Actor
        public void actor1(LL_Result r) {
            giveUp(r);
        }

        @Actor
        public void actor2() {
            await();
        }

        @Actor
        public void actor3(LL_Result r) {
            release(r);
        }
    }
}
