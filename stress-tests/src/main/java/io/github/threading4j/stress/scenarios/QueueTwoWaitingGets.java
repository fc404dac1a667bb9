package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads wait for items, and a third one puts two in a row: both are served.
 *
 * <p>The results are what each took, and how many items are left.
 */
@Outcome(
        id = {"1, 2, 0", "2, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "Each took another one.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item is there, and a thread that waits for it sleeps on.")
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
