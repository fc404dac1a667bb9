package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads wait for items, and a third thread puts two items in a row: each waiting thread takes one.
 *
 * <p>The results are the items that they took, and the number of remaining items.
 */
@Outcome(
        id = {"1, 2, 0", "2, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "Each thread took a different item.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item is available, but a thread still waits for it.")
public abstract class QueueTwoWaitingGets {
    private final QueueApi channel;
    private final TwoWaitingThreads waiters = new TwoWaitingThreads();

    protected QueueTwoWaitingGets(QueueApi channel) {
        this.channel = channel;
    }

    protected final void takeFirst(III_Result r) {
        waiters.firstComes();
        r.r1 = channel.takeAwaited();
    }

    protected final void takeSecond(III_Result r) {
        waiters.secondComes();
        r.r2 = channel.takeAwaited();
    }

    protected final void putBoth() {
        waiters.meet();
        channel.put(1);
        channel.put(2);
    }

    protected final void look(III_Result r) {
        r.r3 = channel.size();
    }
}
