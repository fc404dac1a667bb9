package io.github.threading4j.stress.lifecycle;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.stress.scenarios.ImmediateShutdownMeetsPutAndJoin;
import io.github.threading4j.stress.scenarios.QueueApi;
import io.github.threading4j.stress.scenarios.ShutdownMeetsPut;
import io.github.threading4j.stress.scenarios.ShutdownMeetsWaitingGets;
import io.github.threading4j.stress.scenarios.ShutdownMeetsWaitingPuts;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * The effect of {@code shutdown()} of a {@link Queue} on concurrent operations.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.QueueEnd}
 */
public final class QueueEnd {
    private QueueEnd() {}

    @JCStressTest
    @State
    @Description("shutdown() racing with put(): the item is rejected, or it is in the queue.")
    public static class MeetsPut extends ShutdownMeetsPut {
        public MeetsPut() {
            super(QueueApi.any(0));
        }

        @Actor
        public void actor1(ZII_Result r) {
            put(r);
        }

        @Actor
        public void actor2() {
            shutdown();
        }

        @Arbiter
        public void arbiter(ZII_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("shutdown(true) racing with put() and join(): the queue is empty, and join() returns.")
    public static class ImmediateMeetsPutAndJoin extends ImmediateShutdownMeetsPutAndJoin {
        public ImmediateMeetsPutAndJoin() {
            super(QueueApi.any(0));
        }

        @Actor
        public void actor1() {
            put();
        }

        @Actor
        public void actor2() {
            shutdown();
        }

        @Actor
        public void actor3(ZII_Result r) {
            join(r);
        }

        @Arbiter
        public void arbiter(ZII_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @State
    @Description("put() and then shutdown() racing with two get() calls: one takes the item, the other throws.")
    public static class MeetsTwoGets extends ShutdownMeetsWaitingGets {
        public MeetsTwoGets() {
            super(QueueApi.any(0));
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

    @JCStressTest
    @State
    @Description("shutdown(true) of a full queue, racing with two put() calls, frees capacity but rejects both items.")
    public static class ImmediateMeetsFull extends ShutdownMeetsWaitingPuts {
        public ImmediateMeetsFull() {
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
            shutdown();
        }

        @Arbiter
        public void arbiter(ZZI_Result r) {
            look(r);
        }
    }
}
