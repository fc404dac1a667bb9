package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Every acquisition of a lock, except that of the current owner, matches a release: both actors release a held lock and
 * then try to acquire it.
 *
 * <p>The results are the number of acquisitions without a matching release, and the number of accepted releases. The
 * second release is rejected unless a thread has acquired the lock after the first release.
 */
@Outcome(
        id = "0, 1",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The second release found the lock unlocked and was rejected.")
@Outcome(
        id = "0, 2",
        expect = Expect.ACCEPTABLE,
        desc = "The lock was acquired between the two releases, so both were accepted.")
@Outcome(
        id = ".*",
        expect = Expect.FORBIDDEN,
        desc = "The lock was acquired without a release, or released without an acquire.")
public abstract class AcquiresMatchReleases {
    private final Guard guard;
    private boolean released1;
    private boolean released2;
    private boolean acquired1;
    private boolean acquired2;

    protected AcquiresMatchReleases(Guard guard) {
        this.guard = guard;
        guard.enter();
    }

    protected final void first() {
        released1 = guard.tryRelease();
        acquired1 = guard.acquireUninterrupted(0);
    }

    protected final void second() {
        released2 = guard.tryRelease();
        acquired2 = guard.acquireUninterrupted(0);
    }

    protected final void count(II_Result r) {
        r.r2 = one(released1) + one(released2);
        r.r1 = 1 + one(acquired1) + one(acquired2) - r.r2 - one(guard.locked());
    }

    private static int one(boolean happened) {
        return happened ? 1 : 0;
    }
}
