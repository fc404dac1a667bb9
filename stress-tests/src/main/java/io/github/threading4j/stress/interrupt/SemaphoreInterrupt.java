package io.github.threading4j.stress.interrupt;

import io.github.threading4j.Semaphore;
import io.github.threading4j.stress.scenarios.InterruptMeetsAcquire;
import io.github.threading4j.stress.scenarios.SemaphoreGuard;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An interrupt of a thread that waits for a {@link Semaphore}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify
 * -Djcstress.test=interrupt.SemaphoreInterrupt}
 */
public final class SemaphoreInterrupt {
    private SemaphoreInterrupt() {}

    @JCStressTest
    @State
    @Description("If an acquire of a Semaphore is interrupted while waiting, it either takes a permit or throws.")
    public static class Interruptible extends InterruptMeetsAcquire {
        public Interruptible() {
            this(new Semaphore(1));
        }

        private Interruptible(Semaphore semaphore) {
            super(SemaphoreGuard.anyForm(semaphore), SemaphoreGuard.anyWaiting(semaphore));
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
    @Description("A thread that is interrupted as a permit becomes available takes it or leaves it to the next thread.")
    public static class NextInLine extends WakeUpPassedOn {
        public NextInLine() {
            this(new Semaphore(1));
        }

        private NextInLine(Semaphore semaphore) {
            super(
                    SemaphoreGuard.anyForm(semaphore),
                    SemaphoreGuard.anyWaiting(semaphore),
                    SemaphoreGuard.anyWaiting(semaphore),
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
