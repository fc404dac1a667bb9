package io.github.threading4j.stress.visibility;

import io.github.threading4j.Event;
import io.github.threading4j.stress.scenarios.EventGuard;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.PublicationByLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before it sets an {@link Event} are visible to a thread that sees the event set.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.EventHandOff}
 */
public final class EventHandOff {
    private EventHandOff() {}

    @JCStressTest
    @State
    @Description("set() of an Event happens-before the return of an await() that it releases or that begins later.")
    public static class Await extends PublicationByLock {
        public Await() {
            this(new EventGuard(new Event(), false));
        }

        private Await(Guard guard) {
            super(new HeldFromStart(guard), guard, true);
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }

    @JCStressTest
    @State
    @Description("set() of an Event happens-before isSet() returns true.")
    public static class IsSet extends PublicationByLock {
        public IsSet() {
            this(new EventGuard.Poll(new Event()));
        }

        private IsSet(Guard guard) {
            super(new HeldFromStart(guard), guard, true);
        }

        @Actor
        public void actor1() {
            write();
        }

        @Actor
        public void actor2(IIZ_Result r) {
            read(r);
        }
    }
}
