package io.github.threading4j.stress.mutex;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.stress.scenarios.ExactlyOneSucceeds;
import io.github.threading4j.stress.scenarios.QueueApi;
import io.github.threading4j.stress.scenarios.QueueFifoPerProducer;
import io.github.threading4j.stress.scenarios.QueueTwoGets;
import io.github.threading4j.stress.scenarios.QueueTwoPuts;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * No item of a {@link Queue}, a {@link LifoQueue}, a {@link PriorityQueue} or a {@link SimpleQueue} is lost or
 * duplicated, and no task is counted as done twice.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=mutex.QueueItems}
 */
public final class QueueItems {
    private QueueItems() {}

    @JCStressTest
    @State
    @Description("Two concurrent put() calls: both items are in the queue.")
    public static class TwoPuts extends QueueTwoPuts {
        public TwoPuts() {
            super(QueueApi.anyUnbounded());
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
    @Description("Two concurrent put() calls on a queue with capacity for two: both items are in the queue.")
    public static class TwoPutsWithABound extends QueueTwoPuts {
        public TwoPutsWithABound() {
            super(QueueApi.any(2));
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
    @Description("Two concurrent get() calls: each takes a different item.")
    public static class TwoGets extends QueueTwoGets {
        public TwoGets() {
            super(QueueApi.anyUnbounded());
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
    @Description("The items of one producer are taken in the order in which it put them.")
    public static class Order extends QueueFifoPerProducer {
        public Order() {
            super(QueueApi.anyInOrder());
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
    @Description("Two taskDone() calls for one item: one of them is rejected.")
    public static class TaskDone extends ExactlyOneSucceeds {
        private final QueueApi channel = QueueApi.any(0);

        public TaskDone() {
            channel.put(1);
        }

        @Actor
        public void actor1(ZZ_Result r) {
            r.r1 = channel.taskDone();
        }

        @Actor
        public void actor2(ZZ_Result r) {
            r.r2 = channel.taskDone();
        }
    }
}
