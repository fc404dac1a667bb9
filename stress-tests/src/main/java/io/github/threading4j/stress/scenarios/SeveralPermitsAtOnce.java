package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A release of several permits at once gives all of them or none: two permits are out, the first actor gives back two
 * and the second one.
 *
 * <p>The results are whose release was accepted, and how many permits are there in the end.
 */
@Outcome(
        id = {"first, 2", "second, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One gave back all that it wanted to, and the other nothing.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Too many permits, or some of what was refused.")
public abstract class SeveralPermitsAtOnce {
    private boolean first;
    private boolean second;

    /** Gives back permits, unless the semaphore refuses that. */
    protected abstract boolean tryRelease(long permits);

    /** How many permits are there. */
    protected abstract long value();

    protected final void giveBackTwo() {
        first = tryRelease(2);
    }

    protected final void giveBackOne() {
        second = tryRelease(1);
    }

    protected final void count(LL_Result r) {
        r.r1 = (first ? "first" : "") + (second ? "second" : "");
        r.r2 = value();
    }
}
