package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads put one item each, and the queue contains both items.
 *
 * <p>The results are the items that can be taken afterwards, and the number of further items.
 */
@Outcome(
        id = {"1, 2, 0", "2, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "Each item was in the queue once.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item is lost or duplicated.")
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
