package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A snapshot shows the state of a single moment: the first actor sets a left and then a right value to 1; the second
 * takes a snapshot concurrently.
 *
 * <p>The results are the left and the right value in the snapshot.
 */
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Taken before or after both values were set.")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Taken between the two writes.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Combines values of two different moments.")
public abstract class SnapshotIsAtomic {
    /** Sets the left value and then the right one. */
    protected abstract void setBoth();

    /** Takes a snapshot, and stores its values in the result. */
    protected abstract void look(II_Result r);

    protected final void write() {
        Rendezvous.jitter(40);
        setBoth();
    }

    protected final void read(II_Result r) {
        Rendezvous.jitter(40);
        look(r);
    }
}
