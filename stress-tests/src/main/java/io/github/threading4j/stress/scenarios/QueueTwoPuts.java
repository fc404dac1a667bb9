package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads put an item each, and both items are there.
 *
 * <p>The results are what can be taken in the end, and how many are left then.
 */
@Outcome(
        id = {"1, 2, 0", "2, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "Both items were there, once.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item is lost, or is there twice.")
public abstract class QueueTwoPuts {
    private final QueueApi channel;

    protected QueueTwoPuts(QueueApi channel) {
        this.channel = channel;
    }

    protected final void put(int item) {
        channel.put(item);
    }

    protected final void takeAll(III_Result r) {
        r.r1 = channel.takeUninterrupted(0);
        r.r2 = channel.takeUninterrupted(0);
        r.r3 = channel.size();
    }
}
