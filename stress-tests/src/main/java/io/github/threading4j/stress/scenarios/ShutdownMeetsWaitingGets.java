package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads wait for items, and a third one puts one and shuts down: one gets the item, the other hears of the end.
 *
 * <p>The results are what each got (-1 is the end), and how many items are left.
 */
@Outcome(
        id = {"1, -1, 0", "-1, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "One got the item, the other heard of the end.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The item is lost, or somebody sleeps on.")
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
