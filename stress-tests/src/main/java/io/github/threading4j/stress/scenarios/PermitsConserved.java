package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * Permits are neither lost nor duplicated: initially, one permit is available; the first actor tries to acquire two,
 * the second releases one and tries to acquire one.
 *
 * <p>The results are the number of permits missing at the end, and the number that each actor has acquired.
 */
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "Each thread took one permit.")
@Outcome(
        id = "0, 2, 0",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The first thread also took the permit that the second released.")
@Outcome(
        id = ".*",
        expect = Expect.FORBIDDEN,
        desc = "A permit was lost or duplicated, or an available permit was not granted.")
public abstract class PermitsConserved {
    private final Guard guard;
    private long takenByFirst;
    private long takenBySecond;

    protected PermitsConserved(Guard guard) {
        this.guard = guard;
    }

    /** Returns the number of available permits. */
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
