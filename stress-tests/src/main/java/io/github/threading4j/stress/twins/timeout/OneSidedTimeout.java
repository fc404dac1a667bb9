package io.github.threading4j.stress.twins.timeout;

import io.github.threading4j.stress.scenarios.BarrierMeeting;
import io.github.threading4j.stress.twins.OneSidedBarrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

@JCStressTest
@State
@Description("Twin of BarrierTimeout.Timed: one thread times out, and the other still passes the barrier.")
public class OneSidedTimeout extends BarrierMeeting {
    public OneSidedTimeout() {
        super(new OneSidedBarrier(() -> {}), SHORT_NANOS);
    }

    @Actor
    public void actor1(LLL_Result r) {
        first(r);
    }

    @Actor
    public void actor2(LLL_Result r) {
        second(r);
    }
}
