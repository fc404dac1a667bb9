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
 * What {@code shutdown()} of a {@link Queue} means to those who use it just then.
 *
 * <p>To run these tests: {@code mvn -Pjcstress -pl stress-tests -am verify -Djcstress.test=lifecycle.QueueEnd}
 */
public final class QueueEnd {
    private QueueEnd() {}

    @JCStressTest
    @State
    @Description("shutdown() meets put(): the item is refused, or it is there.")
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
    @Description("shutdown(true) meets put() and join(): nothing is there, and nobody waits for it.")
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
    @Description("shutdown() after the last put() meets two get(): one takes the item, the other ends.")
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
    @Description("shutdown(true) of a full queue meets two put(): both are refused, although there is room then.")
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
