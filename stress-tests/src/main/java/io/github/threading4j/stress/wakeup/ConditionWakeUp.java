package io.github.threading4j.stress.wakeup;

import io.github.threading4j.Condition;
import io.github.threading4j.stress.scenarios.ConditionGuard;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.WakeUpOfAll;
import io.github.threading4j.stress.scenarios.WakeUpOfOne;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Threads that await a {@link Condition} are woken by a signal.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.ConditionWakeUp}
 */
public final class ConditionWakeUp {
    private ConditionWakeUp() {}

    @JCStressTest
    @State
    @Description("awaitFor() of a Condition, timed or not, returns once its flag is set and signalled.")
    public static class Signal extends WakeUpOfOne {
        public Signal() {
            this(new ConditionGuard(false));
        }

        private Signal(Guard guard) {
            super(new HeldFromStart(guard), guard);
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
    @Description("signalAll() of a Condition wakes both threads that await it.")
    public static class SignalAll extends WakeUpOfAll {
        public SignalAll() {
            super(new ConditionGuard(true), false);
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
