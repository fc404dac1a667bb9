package io.github.threading4j.stress.wakeup;

import io.github.threading4j.Event;
import io.github.threading4j.stress.scenarios.EventGuard;
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
 * Threads that await an {@link Event} are woken when the event is set.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.EventWakeUp}
 */
public final class EventWakeUp {
    private EventWakeUp() {}

    @JCStressTest
    @State
    @Description("await() of an Event, timed or not, returns true after set().")
    public static class Set extends WakeUpOfOne {
        public Set() {
            this(new EventGuard(new Event(), false));
        }

        private Set(Guard guard) {
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
    @Description(
            "await() of an Event returns true if set() is called during the wait, even if clear() follows immediately.")
    public static class SetAndClear extends WakeUpOfOne {
        public SetAndClear() {
            this(new EventGuard(new Event(), true));
        }

        private SetAndClear(Guard guard) {
            super(new HeldFromStart(guard), guard, true);
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
    @Description("Two waiting await() calls of an Event return true after set(), even if clear() follows immediately.")
    public static class SetAndClearForTwo extends WakeUpOfAll {
        public SetAndClearForTwo() {
            super(new EventGuard(new Event(), true), true);
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
