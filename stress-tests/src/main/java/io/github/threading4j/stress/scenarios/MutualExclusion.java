package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Two critical sections never overlap: both actors increment a plain field, and no increment is lost.
 *
 * <p>The results are the count that each actor saw, and whether one of the actors found the lock held on arrival.
 */
@Outcome(
        id = {"1, 2, false", "2, 1, false"},
        expect = Expect.ACCEPTABLE,
        desc = "One thread entered after the other had left.")
@Outcome(
        id = {"1, 2, true", "2, 1, true"},
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "One thread waited while the other was inside.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Both threads were inside together: an increment is lost.")
public abstract class MutualExclusion {
    /** Replaces the count if the release was rejected because the lock was not held. */
    private static final int REFUSED = -1;

    private int count;

    protected final void first(Guard guard, IIZ_Result r) {
        arrive(guard.locked(), r);
        guard.enter();
        int counted = increment();
        r.r1 = guard.tryRelease() ? counted : REFUSED;
    }

    protected final void second(Guard guard, IIZ_Result r) {
        arrive(guard.locked(), r);
        guard.enter();
        int counted = increment();
        r.r2 = guard.tryRelease() ? counted : REFUSED;
    }

    /** Records whether the lock was held when the actor arrived. */
    protected static void arrive(boolean locked, IIZ_Result r) {
        if (locked) {
            r.r3 = true;
        }
    }

    /** Increments the count non-atomically, so that concurrent increments can be lost. */
    protected final int increment() {
        int next = count + 1;
        count = next;
        return next;
    }
}
