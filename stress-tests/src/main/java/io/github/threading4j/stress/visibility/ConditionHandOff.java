package io.github.threading4j.stress.visibility;

import io.github.threading4j.Condition;
import io.github.threading4j.stress.scenarios.ConditionGuard;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.scenarios.HeldFromStart;
import io.github.threading4j.stress.scenarios.PublicationByLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * The actions of a thread before it signals a {@link Condition} are visible to the thread that the signal wakes,
 * because both hold the condition's lock.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.ConditionHandOff}
 */
public final class ConditionHandOff {
    private ConditionHandOff() {}

    @JCStressTest
    @State
    @Description("Actions before a signal, under the lock, happen-before the return of awaitFor().")
    public static class Signal extends PublicationByLock {
        public Signal() {
            this(new ConditionGuard(false));
        }

        private Signal(Guard guard) {
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
