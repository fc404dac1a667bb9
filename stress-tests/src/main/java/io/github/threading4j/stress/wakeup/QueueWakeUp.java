package io.github.threading4j.stress.wakeup;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.stress.scenarios.QueueApi;
import io.github.threading4j.stress.scenarios.QueueJoinWaitsForAll;
import io.github.threading4j.stress.scenarios.QueueTwoRejectedPuts;
import io.github.threading4j.stress.scenarios.QueueTwoWaitingGets;
import io.github.threading4j.stress.scenarios.QueueTwoWaitingPuts;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Threads that wait for an item, for capacity, or for all tasks of a {@link Queue} to be done are woken.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=wakeup.QueueWakeUp}
 */
public final class QueueWakeUp {
    private QueueWakeUp() {}

    @JCStressTest
    @State
    @Description("Two get() calls wait, and two put() calls follow: both get() calls return.")
    public static class TwoGetters extends QueueTwoWaitingGets {
        public TwoGetters() {
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
    @Description("Two put() calls wait, and two get() calls follow: both put() calls return.")
    public static class TwoPutters extends QueueTwoWaitingPuts {
        public TwoPutters() {
            super(QueueApi.any(2));
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
    @Description("Two put() calls wait with items that the store rejects, and get() follows: both put() calls return.")
    public static class TwoRejectedPutters extends QueueTwoRejectedPuts {
        public TwoRejectedPutters() {
            super(QueueApi.withStore(1));
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
    @Description("join() returns once two threads have called taskDone(), but not before.")
    public static class Join extends QueueJoinWaitsForAll {
        public Join() {
            super(QueueApi.any(0));
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
