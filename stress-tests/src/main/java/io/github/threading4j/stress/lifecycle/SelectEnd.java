package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.stress.scenarios.SelectOfQueues;
import io.github.threading4j.stress.scenarios.ShutdownMeetsWaitingGets;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A select for an item of a queue that is shut down.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.SelectEnd}
 */
public final class SelectEnd {
    private SelectEnd() {}

    @JCStressTest
    @State
    @Description("put() and then shutdown() racing with two selects: one takes the item, the other throws.")
    public static class MeetsTwoGets extends ShutdownMeetsWaitingGets {
        public MeetsTwoGets() {
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

        @Actor
        public void actor3() {
            putAndShutdown();
        }

        @Arbiter
        public void arbiter(III_Result r) {
            look(r);
        }
    }
}
