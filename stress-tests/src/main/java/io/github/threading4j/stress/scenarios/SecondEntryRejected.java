package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Who comes while somebody is inside is turned away: both actors count inside and stay there for a moment.
 *
 * <p>The results are what each counted to, or 0 if it was turned away.
 */
@Outcome(
        id = {"1, 2", "2, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One came after the other had left, and saw its count.")
@Outcome(
        id = {"0, 1", "1, 0"},
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "One came while the other was inside, and was turned away.")
@Outcome(
        id = "1, 1",
        expect = Expect.FORBIDDEN,
        desc = "Both were inside at once, or the second saw nothing of the first.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Both were turned away.")
public abstract class SecondEntryRejected {
    private int count;

    /** Runs something inside; returns false, without having run it, if somebody else is there. */
    protected abstract boolean tryInside(Runnable body);

    protected final void first(II_Result r) {
        tryInside(() -> r.r1 = increment());
    }

    protected final void second(II_Result r) {
        tryInside(() -> r.r2 = increment());
    }

    private int increment() {
        int next = count + 1;
        Rendezvous.jitter(200);
        count = next;
        return next;
    }
}
