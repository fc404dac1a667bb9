package io.github.threading4j.stress.twins.interrupt;

import io.github.threading4j.stress.scenarios.BarrierMeeting;
import io.github.threading4j.stress.scenarios.Guard;
import io.github.threading4j.stress.twins.OneSidedBarrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

@JCStressTest
@State
@Description(
        "Twin of BarrierInterrupt.Interruptible: one thread is interrupted, and the other still passes the barrier.")
public class OneSidedInterrupt extends BarrierMeeting {
    public OneSidedInterrupt() {
        super(new OneSidedBarrier(() -> {}), Guard.LONG_NANOS);
    }

    @Actor
    public void actor1(LLL_Result r) {
        firstInterrupted(r);
    }

    @Actor
    public void actor2(LLL_Result r) {
        secondInterrupts(r);
    }
}
