package io.github.threading4j.stress.twins.lifecycle;

import io.github.threading4j.stress.scenarios.ImmediateShutdownMeetsPutAndJoin;
import io.github.threading4j.stress.scenarios.ShutdownMeetsPut;
import io.github.threading4j.stress.scenarios.ShutdownMeetsWaitingGets;
import io.github.threading4j.stress.scenarios.ShutdownMeetsWaitingPuts;
import io.github.threading4j.stress.twins.FaultyQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Twins of QueueEnd: a put checks for the shutdown too early, too late, or not again after a wait. */
public final class FaultyEnd {
    private FaultyEnd() {}

    @JCStressTest
    @State
    @Description("Twin of QueueEnd.MeetsPut: a rejected item is in the queue.")
    public static class MeetsPut extends ShutdownMeetsPut {
        public MeetsPut() {
            super(new FaultyQueue(FaultyQueue.Fault.LOOKS_FOR_THE_END_TOO_LATE, 0));
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
    @Description("Twin of QueueEnd.ImmediateMeetsPutAndJoin: an item is added after the shutdown.")
    public static class ImmediateMeetsPutAndJoin extends ImmediateShutdownMeetsPutAndJoin {
        public ImmediateMeetsPutAndJoin() {
            super(new FaultyQueue(FaultyQueue.Fault.LOOKS_FOR_THE_END_TOO_EARLY, 0));
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
    @Description("Twin of QueueEnd.MeetsTwoGets: the shutdown wakes no waiting thread.")
    public static class MeetsTwoGets extends ShutdownMeetsWaitingGets {
        public MeetsTwoGets() {
            super(new FaultyQueue(FaultyQueue.Fault.ENDS_IN_SILENCE, 0));
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
    @Description("Twin of QueueEnd.ImmediateMeetsFull: a waiting put uses the capacity that the shutdown frees.")
    public static class ImmediateMeetsFull extends ShutdownMeetsWaitingPuts {
        public ImmediateMeetsFull() {
            super(new FaultyQueue(FaultyQueue.Fault.FORGETS_THE_END, 2));
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
