package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A release of several permits releases all of them or none: two permits are taken; the first actor releases two, the
 * second releases one.
 *
 * <p>The results are the actor whose release was accepted, and the number of permits at the end.
 */
@Outcome(
        id = {"first, 2", "second, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One release was accepted as a whole, and the other was rejected.")
@Outcome(
        id = ".*",
        expect = Expect.FORBIDDEN,
        desc = "Too many permits were released, or a rejected release had an effect.")
public abstract class SeveralPermitsAtOnce {
    private boolean first;
    private boolean second;

    /** Tries to release permits; returns false if the semaphore rejects the release. */
    protected abstract boolean tryRelease(long permits);

    /** Returns the number of available permits. */
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
