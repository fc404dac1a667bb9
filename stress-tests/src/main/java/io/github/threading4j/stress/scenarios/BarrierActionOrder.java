package io.github.threading4j.stress.scenarios;

import java.util.concurrent.BrokenBarrierException;
import java.util.function.Function;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The action of a barrier comes after all that the parties did before, and before all that they do after: each actor
 * writes a plain field and comes, the action adds the fields up, and both actors read the sum.
 *
 * <p>The results are what each actor read, and the place of the first in the order of arrival.
 */
@Outcome(id = "3, 3, 0", expect = Expect.ACCEPTABLE, desc = "The second came last and ran the action.")
@Outcome(id = "3, 3, 1", expect = Expect.ACCEPTABLE, desc = "The first came last and ran the action.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The action did not see everything, or was not seen.")
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
            throw new AssertionError("nobody interrupts or breaks it", e);
        }
    }
}
