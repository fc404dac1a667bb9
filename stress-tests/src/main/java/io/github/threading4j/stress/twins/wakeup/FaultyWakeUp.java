package io.github.threading4j.stress.twins.wakeup;

import io.github.threading4j.stress.scenarios.QueueJoinWaitsForAll;
import io.github.threading4j.stress.scenarios.QueueTwoRejectedPuts;
import io.github.threading4j.stress.scenarios.QueueTwoWaitingGets;
import io.github.threading4j.stress.scenarios.QueueTwoWaitingPuts;
import io.github.threading4j.stress.twins.FaultyQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Twins of QueueWakeUp: a queue that wakes too few threads, or wakes them too early. */
public final class FaultyWakeUp {
    private FaultyWakeUp() {}

    @JCStressTest
    @State
    @Description("Twin of QueueWakeUp.TwoGetters: only the first of two items wakes a thread.")
    public static class TwoGetters extends QueueTwoWaitingGets {
        public TwoGetters() {
            super(new FaultyQueue(FaultyQueue.Fault.WAKES_AT_THE_EDGES_ONLY, 0));
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
            putBoth();
        }

        @Arbiter
        public void arbiter(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of QueueWakeUp.TwoPutters: only the first of two free slots wakes a thread.")
    public static class TwoPutters extends QueueTwoWaitingPuts {
        public TwoPutters() {
            super(new FaultyQueue(FaultyQueue.Fault.WAKES_AT_THE_EDGES_ONLY, 2));
        }

        @Actor
        public void actor1(ZZI_Result r) {
            putFirst(r);
        }

        @Actor
        public void actor2(ZZI_Result r) {
            putSecond(r);
        }

        @Actor
        public void actor3() {
            takeBoth();
        }

        @Arbiter
        public void arbiter(ZZI_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of QueueWakeUp.TwoRejectedPutters: a put whose item is rejected does not wake the next put.")
    public static class TwoRejectedPutters extends QueueTwoRejectedPuts {
        public TwoRejectedPutters() {
            super(new FaultyQueue(FaultyQueue.Fault.KEEPS_AN_UNUSED_WAKE_UP, 1));
        }

        @Actor
        public void actor1(ZZI_Result r) {
            putFirst(r);
        }

        @Actor
        public void actor2(ZZI_Result r) {
            putSecond(r);
        }

        @Actor
        public void actor3() {
            take();
        }

        @Arbiter
        public void arbiter(ZZI_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of QueueWakeUp.Join: the first task that is done lets join() return.")
    public static class Join extends QueueJoinWaitsForAll {
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
