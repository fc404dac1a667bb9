package io.github.threading4j.stress.interrupt;

import io.github.threading4j.Event;
import io.github.threading4j.stress.scenarios.EventGuard;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.InterruptMeetsAcquire;
import io.github.threading4j.stress.scenarios.WaiterLeavesOthersStay;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An interrupt of a thread that awaits an {@link Event}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=interrupt.EventInterrupt}
 */
public final class EventInterrupt {
    private EventInterrupt() {}

    @JCStressTest
    @State
    @Description("If await() of an Event is interrupted while waiting, it either returns true or throws.")
    public static class Interruptible extends InterruptMeetsAcquire {
        public Interruptible() {
            this(new EventGuard(new Event(), false));
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
    @Description("An interrupt of a thread that awaits an Event does not affect a thread that begins to await it.")
    public static class AnotherStays extends WaiterLeavesOthersStay {
        public AnotherStays() {
            super(new EventGuard(new Event(), false), true);
        }

        @Actor
        public void actor1() {
            leave();
        }

        @Actor
        public void actor2() {
            stay();
        }

        @Actor
        public void actor3(LL_Result r) {
            end(r);
        }
    }
}
