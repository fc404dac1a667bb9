package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * Permits are neither lost nor made up: one is there, the first actor tries to take two, the second gives one and tries
 * to take one.
 *
 * <p>The results are how many permits are missing in the end, and how many each actor has taken.
 */
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "Each took one.")
@Outcome(
        id = "0, 2, 0",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The first also took the one that the second gave.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A permit was lost or made up, or is there and was not given.")
public abstract class PermitsConserved {
    private final Guard guard;
    private long takenByFirst;
    private long takenBySecond;

    protected PermitsConserved(Guard guard) {
        this.guard = guard;
    }

    /** How many permits are there. */
    protected abstract long value();

    protected final void takeTwo() {
        takenByFirst = take() + take();
    }

    protected final void giveAndTake() {
        guard.release();
        takenBySecond = take();
    }

    protected final void count(JJJ_Result r) {
        r.r1 = 2 - takenByFirst - takenBySecond - value();
        r.r2 = takenByFirst;
        r.r3 = takenBySecond;
    }

    private long take() {
        return guard.acquireUninterrupted(0) ? 1 : 0;
    }
}
