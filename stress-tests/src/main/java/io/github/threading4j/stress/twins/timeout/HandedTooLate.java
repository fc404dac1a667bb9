package io.github.threading4j.stress.twins.timeout;

import io.github.threading4j.stress.scenarios.GetGivesUpAsItemComes;
import io.github.threading4j.stress.twins.HandingQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** Twin of QueueTimeout: the queue hands an item to a thread whose wait has timed out. */
public final class HandedTooLate {
    private HandedTooLate() {}

    @JCStressTest
    @State
    @Description("Twin of QueueTimeout.Get: the item is lost.")
    public static class Get extends GetGivesUpAsItemComes {
        public Get() {
            super(new HandingQueue(), false);
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
