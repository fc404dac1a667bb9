package io.github.threading4j.stress.timeout;

import io.github.threading4j.Semaphore;
import io.github.threading4j.stress.scenarios.SemaphoreGuard;
import io.github.threading4j.stress.scenarios.TimeoutMeetsRelease;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timed acquire of a {@link Semaphore} that races with a release.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=timeout.SemaphoreTimeout}
 */
public final class SemaphoreTimeout {
    private SemaphoreTimeout() {}

    @JCStressTest
    @State
    @Description("If a permit is released at about the timeout of an acquire, the acquire takes it or gives up.")
    public static class Timed extends TimeoutMeetsRelease {
        public Timed() {
            this(new Semaphore(1));
        }

        private Timed(Semaphore semaphore) {
            super(SemaphoreGuard.anyForm(semaphore), SemaphoreGuard.anyWaiting(semaphore));
        }

        @Actor
        public void actor1(LZ_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            release();
        }

        @Arbiter
        public void arbiter(LZ_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A thread that times out as a permit becomes available takes it or leaves it to the next thread.")
    public static class NextInLine extends WakeUpPassedOn {
        public NextInLine() {
            this(new Semaphore(1));
        }

        private NextInLine(Semaphore semaphore) {
            super(
                    SemaphoreGuard.anyForm(semaphore),
                    SemaphoreGuard.anyWaiting(semaphore),
                    SemaphoreGuard.anyWaiting(semaphore),
                    false);
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
