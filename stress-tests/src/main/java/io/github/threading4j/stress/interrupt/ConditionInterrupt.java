package io.github.threading4j.stress.interrupt;

import io.github.threading4j.Condition;
import io.github.threading4j.stress.scenarios.ConditionGuard;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.InterruptMeetsAcquire;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An interrupt of a thread that awaits a {@link Condition}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify
 * -Djcstress.test=interrupt.ConditionInterrupt}
 */
public final class ConditionInterrupt {
    private ConditionInterrupt() {}

    @JCStressTest
    @State
    @Description("If awaitFor() of a Condition is interrupted while waiting, it either sees its flag or throws.")
    public static class Interruptible extends InterruptMeetsAcquire {
        public Interruptible() {
            this(new ConditionGuard(false));
        }

        private Interruptible(Guard guard) {
            super(new HeldFromStart(guard), guard);
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
    @Description("A thread that is interrupted as it is signalled passes the signal to the next thread.")
    public static class NextInLine extends WakeUpPassedOn {
        public NextInLine() {
            this(new ConditionGuard(false));
        }

        private NextInLine(ConditionGuard guard) {
            super(new HeldFromStart(guard), guard.bySignal(), guard, true);
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
