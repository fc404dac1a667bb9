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
 * What a thread did before it set an {@link Event} is seen by who sees that it is set.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.EventHandOff}
 */
public final class EventHandOff {
    private EventHandOff() {}

    @JCStressTest
    @State
    @Description("set() of an Event happens-before the return of await() that it lets go on, or that comes later.")
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
