package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads wait for items, and a third thread puts one item and shuts the queue down: one waiting thread takes the
 * item, the other sees the shutdown.
 *
 * <p>The results are the item of each thread (-1 for the shutdown), and the number of remaining items.
 */
@Outcome(
        id = {"1, -1, 0", "-1, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "One thread took the item, the other saw the shutdown.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The item is lost, or a thread still waits.")
public abstract class ShutdownMeetsWaitingGets {
    private final QueueApi channel;
    private final TwoWaitingThreads waiters = new TwoWaitingThreads();

    protected ShutdownMeetsWaitingGets(QueueApi channel) {
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

    protected final void putAndShutdown() {
        waiters.meet();
        channel.put(1);
        channel.shutdown(false);
    }

    protected final void look(III_Result r) {
        r.r3 = channel.size();
    }
}
