package io.github.threading4j.stress.twins.mutex;

import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.QueueFifoPerProducer;
import io.github.threading4j.stress.scenarios.QueueTwoGets;
import io.github.threading4j.stress.scenarios.QueueTwoPuts;
import io.github.threading4j.stress.twins.UnlockedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Twins of QueueItems: a queue without a lock. */
public final class UnlockedItems {
    private UnlockedItems() {}

    @JCStressTest
    @State
    @Description("Twin of QueueItems.TwoPuts: an item is lost.")
    public static class TwoPuts extends QueueTwoPuts {
        public TwoPuts() {
            super(new UnlockedQueue());
        }

        @Actor
        public void actor1() {
            put(1);
        }

        @Actor
        public void actor2() {
            put(2);
        }

        @Arbiter
        public void arbiter(III_Result r) {
            takeAll(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of QueueItems.TwoGets: an item is taken twice.")
    public static class TwoGets extends QueueTwoGets {
        public TwoGets() {
            super(new UnlockedQueue());
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
    @Description("Twin of QueueItems.Order: an item is lost, or out of order.")
    public static class Order extends QueueFifoPerProducer {
        public Order() {
            super(new UnlockedQueue());
        }

        @Actor
        public void actor1() {
            putThree();
        }

        @Actor
        public void actor2() {
            putOther();
        }

        @Actor
        public void actor3(IIII_Result r) {
            takeFour(r);
        }
    }

    @JCStressTest
    @State
    @Description("Twin of QueueItems.TaskDone: taskDone() is accepted twice for one task.")
    public static class TaskDone extends ExactlyOneSucceeds {
        private final UnlockedQueue queue = new UnlockedQueue();

        public TaskDone() {
            queue.put(1);
        }

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = queue.taskDone();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = queue.taskDone();
        }
    }
}
