package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads take one item each from a queue of two items.
 *
 * <p>The results are the items that they took, and the number of remaining items.
 */
@Outcome(
        id = {"1, 2, 0", "2, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "Each thread took a different item.")
@Outcome(
        id = {"1, 1, .*", "2, 2, .*"},
        expect = Expect.FORBIDDEN,
        desc = "Both threads took the same item.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item is lost.")
public abstract class QueueTwoGets {
    private final QueueApi channel;

    protected QueueTwoGets(QueueApi channel) {
        this.channel = channel;
        channel.put(1);
        channel.put(2);
    }

    protected final void takeFirst(III_Result r) {
        r.r1 = channel.takeUninterrupted(0);
    }

    protected final void takeSecond(III_Result r) {
        r.r2 = channel.takeUninterrupted(0);
    }

    protected final void look(III_Result r) {
        r.r3 = channel.size();
    }
}
