package io.github.threading4j.stress.timeout;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.stress.scenarios.GetGivesUpAsItemComes;
import io.github.threading4j.stress.scenarios.QueueApi;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/**
 * A timed {@code get} of a {@link Queue} takes an item or leaves it to another thread.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=timeout.QueueTimeout}
 */
public final class QueueTimeout {
    private QueueTimeout() {}

    @JCStressTest
    @State
    @Description("A get() that times out as an item arrives takes the item or leaves it to the next thread.")
    public static class Get extends GetGivesUpAsItemComes {
        public Get() {
            super(QueueApi.anyUnbounded(), false);
        }

        @Actor
        public void actor1(LII_Result r) {
            giveUp(r);
        }

        @Actor
        public void actor2(LII_Result r) {
            await(r);
        }

        @Actor
        public void actor3() {
            put();
        }

        @Arbiter
        public void arbiter(LII_Result r) {
            look(r);
        }
    }
}
