package io.github.threading4j.stress.timeout;

import io.github.threading4j.Event;
import io.github.threading4j.stress.scenarios.EventGuard;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.TimeoutMeetsRelease;
import io.github.threading4j.stress.scenarios.WaiterLeavesOthersStay;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timed await of an {@link Event} that races with {@code set()}.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=timeout.EventTimeout}
 */
public final class EventTimeout {
    private EventTimeout() {}

    @JCStressTest
    @State
    @Description(
            "If an Event is set at about the timeout of an await(), the call returns true, or false after the timeout.")
    public static class Timed extends TimeoutMeetsRelease {
        public Timed() {
            this(new EventGuard(new Event(), false));
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
    @Description("A timed-out await of an Event does not affect a thread that begins to await it.")
    public static class AnotherStays extends WaiterLeavesOthersStay {
        public AnotherStays() {
            super(new EventGuard(new Event(), false), false);
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
