package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Two threads wait for room in a queue that holds two items, and a third one takes both in a row: both are let in.
 *
 * <p>The results are whether each could put its item, and how many items are there in the end.
 */
@Outcome(id = "true, true, 2", expect = Expect.ACCEPTABLE, desc = "Both were let in.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "There is room, and a thread that waits for it sleeps on.")
public abstract class QueueTwoWaitingPuts {
    private final QueueApi channel;
    private final TwoWaitingThreads waiters = new TwoWaitingThreads();

    /** With an empty queue that has room for two. */
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
            throw new AssertionError("nobody interrupts here", e);
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
