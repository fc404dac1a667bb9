package io.github.threading4j.stress.twins.interrupt;

import io.github.threading4j.stress.scenarios.GetGivesUpAsItemComes;
import io.github.threading4j.stress.twins.HandingQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** Twin of QueueInterrupt: the queue hands an item to an interrupted thread. */
public final class HandedInVain {
    private HandedInVain() {}

    @JCStressTest
    @State
    @Description("Twin of QueueInterrupt.Get: the item is lost.")
    public static class Get extends GetGivesUpAsItemComes {
        public Get() {
            super(new HandingQueue(), true);
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
