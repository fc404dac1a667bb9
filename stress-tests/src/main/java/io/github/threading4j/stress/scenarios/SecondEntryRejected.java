package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A thread that arrives while another thread is inside is rejected: both actors try to enter, and an actor that
 * succeeds increments a count and stays inside briefly.
 *
 * <p>The results are the count of each actor, or 0 if it was rejected.
 */
@Outcome(
        id = {"1, 2", "2, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One thread entered after the other had left, and saw its count.")
@Outcome(
        id = {"0, 1", "1, 0"},
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "One thread arrived while the other was inside, and was rejected.")
@Outcome(
        id = "1, 1",
        expect = Expect.FORBIDDEN,
        desc = "Both threads were inside together, or the second did not see the first one's write.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Both threads were rejected.")
public abstract class SecondEntryRejected {
    private int count;

    /** Runs the body inside. Returns false without running it if another thread is inside. */
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
