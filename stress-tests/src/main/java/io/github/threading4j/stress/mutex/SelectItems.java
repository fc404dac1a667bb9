package io.github.threading4j.stress.mutex;

import io.github.threading4j.stress.scenarios.QueueTwoGets;
import io.github.threading4j.stress.scenarios.SelectOfQueues;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Selects of several threads take different items.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.SelectItems}
 */
public final class SelectItems {
    private SelectItems() {}

    @JCStressTest
    @State
    @Description("Two selects for the same two queues, each with an item: each takes a different item.")
    public static class TwoSelects extends QueueTwoGets {
        public TwoSelects() {
            super(new SelectOfQueues(2, false));
        }

        @Actor
        public void actor1(III_Result r) {
            takeFirst(r);
        }

        @Actor
        public void actor2(III_Result r) {
            takeSecond(r);
        }

        @Arbiter
        public void arbiter(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("A select or get() and another take an item of one queue: each takes a different item.")
    public static class BesideGet extends QueueTwoGets {
        public BesideGet() {
            super(new SelectOfQueues(1, true));
        }

        @Actor
        public void actor1(III_Result r) {
            takeFirst(r);
        }

        @Actor
        public void actor2(III_Result r) {
            takeSecond(r);
        }

        @Arbiter
        public void arbiter(III_Result r) {
            look(r);
        }
    }
}
