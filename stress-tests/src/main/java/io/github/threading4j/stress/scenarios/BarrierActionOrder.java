package io.github.threading4j.stress.scenarios;

import java.util.concurrent.BrokenBarrierException;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The action of a barrier sees the earlier writes of all parties, and its own writes are visible to all parties
 * afterwards: each actor writes a plain field and arrives, the action adds the fields up, and both actors read the sum.
 *
 * <p>The results are the sums that the actors read, and the arrival index of the first actor.
 */
@Outcome(id = "3, 3, 0", expect = Expect.ACCEPTABLE, desc = "The second thread arrived last and ran the action.")
@Outcome(id = "3, 3, 1", expect = Expect.ACCEPTABLE, desc = "The first thread arrived last and ran the action.")
@Outcome(
        id = ".*",
        expect = Expect.FORBIDDEN,
        desc = "The action missed a write of a party, or a party missed the action's write.")
public abstract class BarrierActionOrder {
    private final BarrierMeeting.Point rendezvous;
    private int first;
    private int second;
    private int sum;

    protected BarrierActionOrder(Function<Runnable, BarrierMeeting.Point> maker) {
        this.rendezvous = maker.apply(() -> sum = first + second);
    }

    protected final void first(III_Result r) {
        first = 1;
        r.r3 = meet();
        r.r1 = sum;
    }

    protected final void second(III_Result r) {
        second = 2;
        meet();
        r.r2 = sum;
    }

    private int meet() {
        try {
            return rendezvous.await(Guard.LONG_NANOS);
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError("unexpected interrupt or broken barrier", e);
        }
    }
}
