package io.github.threading4j.stress.visibility;

import io.github.threading4j.Barrier;
import io.github.threading4j.stress.scenarios.BarrierActionOrder;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The actions of the parties before they arrive at a {@link Barrier} are visible to the barrier's action, and the
 * effects of that action are visible to the parties.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=visibility.BarrierAction}
 */
public final class BarrierAction {
    private BarrierAction() {}

    @JCStressTest
    @State
    @Description(
            "await() of a Barrier happens-before its action, and the action happens-before every return of await().")
    public static class Action extends BarrierActionOrder {
        public Action() {
            super(action -> {
                Barrier barrier = new Barrier(2, action::run);
                return nanos -> barrier.await(Duration.ofNanos(nanos));
            });
        }

        @Actor
        public void actor1(III_Result r) {
            first(r);
        }

        @Actor
        public void actor2(III_Result r) {
            second(r);
        }
    }
}
