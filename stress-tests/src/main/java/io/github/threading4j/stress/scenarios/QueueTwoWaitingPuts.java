package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Two threads wait for capacity in a queue that holds two items, and a third thread takes the two items in a row: both
 * puts succeed.
 *
 * <p>The results are whether each put succeeded, and the number of items at the end.
 */
@Outcome(id = "true, true, 2", expect = Expect.ACCEPTABLE, desc = "Both items were added.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Capacity is available, but a thread still waits for it.")
public abstract class QueueTwoWaitingPuts {
    private final QueueApi channel;
    private final TwoWaitingThreads waiters = new TwoWaitingThreads();

    /** Creates the scenario with an empty queue that has capacity for two items. */
    protected QueueTwoWaitingPuts(QueueApi channel) {
        this.channel = channel;
        channel.put(1);
        channel.put(2);
    }

    protected final void putFirst(ZZI_Result r) {
        waiters.firstComes();
        r.r1 = put(3);
    }

    protected final void putSecond(ZZI_Result r) {
        waiters.secondComes();
        r.r2 = put(4);
    }

    private boolean put(int item) {
        long limit = WakeUpTimeout.nanos();
        long start = System.nanoTime();
        try {
            return WakeUpTimeout.isWoken(channel.put(item, limit), start, limit);
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    protected final void takeBoth() {
        waiters.meet();
        channel.takeUninterrupted(0);
        channel.takeUninterrupted(0);
    }

    protected final void look(ZZI_Result r) {
        r.r3 = channel.size();
    }
}
