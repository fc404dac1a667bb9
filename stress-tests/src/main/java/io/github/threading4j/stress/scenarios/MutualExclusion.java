package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * Two critical sections never overlap: both actors increment a plain field, and no increment is lost.
 *
 * <p>The results are what each actor counted to, and whether one of them found the lock held when it came.
 */
@Outcome(
        id = {"1, 2, false", "2, 1, false"},
        expect = Expect.ACCEPTABLE,
        desc = "One came after the other had left.")
@Outcome(
        id = {"1, 2, true", "2, 1, true"},
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "One came while the other was inside, and waited.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Both were inside at once: an increment is lost.")
public abstract class MutualExclusion {
    /** Instead of the count, where the lock could not be released: it was not held then. */
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

    /** Notes whether the lock was held as the actor came. */
    protected static void arrive(boolean locked, IIZ_Result r) {
        if (locked) {
            r.r3 = true;
        }
    }

    /** Not atomic: two of them at once lose one. */
    protected final int increment() {
        int next = count + 1;
        count = next;
        return next;
    }
}
