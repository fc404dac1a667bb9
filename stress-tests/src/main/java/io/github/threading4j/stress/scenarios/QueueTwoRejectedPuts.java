package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Two threads wait to put items into a full queue of one item, whose store will reject their items. When a third thread
 * takes the item, both puts return, since the thread that is woken first does not use the capacity.
 *
 * <p>The results are whether each put returned, and the number of items at the end.
 */
@Outcome(id = "true, true, 0", expect = Expect.ACCEPTABLE, desc = "Both puts returned without adding an item.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Capacity is available, but a thread still waits for it.")
public abstract class QueueTwoRejectedPuts {
    private final QueueApi channel;
    private final TwoWaitingThreads waiters = new TwoWaitingThreads();

    /** Creates the scenario with an empty queue that has capacity for one item, and rejects some. */
    protected QueueTwoRejectedPuts(QueueApi channel) {
        this.channel = channel;
        channel.put(1);
    }

    protected final void putFirst(ZZI_Result r) {
        waiters.firstComes();
        r.r1 = put();
    }

    protected final void putSecond(ZZI_Result r) {
        waiters.secondComes();
        r.r2 = put();
    }

    private boolean put() {
        long limit = WakeUpTimeout.nanos();
        long start = System.nanoTime();
        try {
            return WakeUpTimeout.isWoken(channel.put(QueueApi.REJECTED, limit), start, limit);
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    protected final void take() {
        waiters.meet();
        channel.takeUninterrupted(0);
    }

    protected final void look(ZZI_Result r) {
        r.r3 = channel.size();
    }
}
