package io.github.threading4j.stress.wakeup;

import io.github.threading4j.Semaphore;
import io.github.threading4j.stress.scenarios.SemaphoreGuard;
import io.github.threading4j.stress.scenarios.WakeUpOfAll;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Threads that wait for a {@link Semaphore} are woken when permits become available.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.SemaphoreWakeUp}
 */
public final class SemaphoreWakeUp {
    private SemaphoreWakeUp() {}

    @JCStressTest
    @State
    @Description("acquire of a Semaphore, timed or not, returns after release().")
    public static class Release extends WakeUpOfOne {
        public Release() {
            this(new Semaphore(1));
        }

        private Release(Semaphore semaphore) {
            super(SemaphoreGuard.anyForm(semaphore), SemaphoreGuard.anyWaiting(semaphore));
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
    @Description("acquire of a fair Semaphore, timed or not, returns after release().")
    public static class FairRelease extends WakeUpOfOne {
        public FairRelease() {
            this(Semaphore.fair(1));
        }

        private FairRelease(Semaphore semaphore) {
            super(SemaphoreGuard.anyForm(semaphore), SemaphoreGuard.anyWaiting(semaphore));
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
    @Description("release(2) of a Semaphore wakes both waiting threads.")
    public static class ReleaseOfTwo extends WakeUpOfAll {
        public ReleaseOfTwo() {
            super(new SemaphoreGuard(new Semaphore(0), true, 2), false);
        }

        @Actor
        public void actor1() {
            awaitFirst();
        }

        @Actor
        public void actor2() {
            awaitSecond();
        }

        @Actor
        public void actor3(LL_Result r) {
            wake(r);
        }
    }
}
