package io.github.threading4j.stress.twins.wakeup;

import io.github.threading4j.stress.bodies.AllDone;
import io.github.threading4j.stress.twins.FaultyQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** Twins of QueueWakeUp: wakes too few, or too early. */
public final class FaultyWakeUp {
    private FaultyWakeUp() {}

    @JCStressTest
    @State
    @Description("Twin of QueueWakeUp.Join: the first task that is done lets join() return.")
    public static class Join extends AllDone {
        public Join() {
            super(new FaultyQueue(FaultyQueue.Fault.JOINS_AT_ANY_TASK, 0));
        }

        @Actor
        public void actor1() {
            first();
        }

        @Actor
        public void actor2() {
            second();
        }

        @Actor
        public void actor3(ZII_Result r) {
            join(r);
        }
    }
}
