package io.github.threading4j.stress.twins.wakeup;

import io.github.threading4j.stress.scenarios.QueueTwoWaitingGets;
import io.github.threading4j.stress.twins.FaultySelect;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Twins of SelectWakeUp: a select that loses a wake-up. */
public final class FaultySelectWakeUp {
    private FaultySelectWakeUp() {}

    @JCStressTest
    @State
    @Description("Twin of SelectWakeUp.TwoQueues: a select signalled by both queues keeps the second wake-up.")
    public static class Keeps extends QueueTwoWaitingGets {
        public Keeps() {
            super(new FaultySelect(FaultySelect.Fault.KEEPS_THE_WAKE_UP, 2));
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
    @Description("Twin of SelectWakeUp.TwoQueues: a select attempts, then enlists and parks.")
    public static class Attempts extends QueueTwoWaitingGets {
        public Attempts() {
            super(new FaultySelect(FaultySelect.Fault.ATTEMPTS_BEFORE_IT_ENLISTS, 2));
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
    @Description("Twin of SelectWakeUp.BesideGet: a select that came too late is not signalled again.")
    public static class StaysSignalled extends QueueTwoWaitingGets {
        public StaysSignalled() {
            super(new FaultySelect(FaultySelect.Fault.STAYS_SIGNALLED, 1));
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
}
