package io.github.threading4j.stress.timeout;

import io.github.threading4j.Condition;
import io.github.threading4j.stress.scenarios.ConditionGuard;
import io.github.threading4j.stress.scenarios.ConditionMonitor;
import io.github.threading4j.stress.scenarios.ConditionReacquiresDepth;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.TimeoutMeetsRelease;
import io.github.threading4j.stress.scenarios.WakeUpPassedOn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timed await of a {@link Condition} that races with a signal.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=timeout.ConditionTimeout}
 */
public final class ConditionTimeout {
    private ConditionTimeout() {}

    @JCStressTest
    @State
    @Description("A timed awaitFor() that is signalled at about its timeout returns the value of the flag.")
    public static class Timed extends TimeoutMeetsRelease {
        public Timed() {
            this(new ConditionGuard(false));
        }

        private Timed(Guard guard) {
            super(new HeldFromStart(guard), guard);
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
    @Description("A thread that times out as it is signalled passes the signal to the next thread.")
    public static class NextInLine extends WakeUpPassedOn {
        public NextInLine() {
            this(new ConditionGuard(false));
        }

        private NextInLine(ConditionGuard guard) {
            super(new HeldFromStart(guard), guard.bySignal(), guard, false);
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

    @JCStressTest
    @State
    @Description("However await() of a Condition ends, the hold count of the RLock is restored.")
    public static class Depth extends ConditionReacquiresDepth {
        public Depth() {
            super(new ConditionMonitor());
        }

        @Actor
        public void actor1(LJI_Result r) {
            await(r);
        }

        @Actor
        public void actor2() {
            disturb();
        }

        @Arbiter
        public void arbiter(LJI_Result r) {
            look(r);
        }
    }
}
