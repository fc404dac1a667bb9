package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Threads that wait for capacity see the shutdown and add no item, even if the shutdown frees capacity.
 *
 * <p>The results are whether each put succeeded, and the number of items.
 */
@Outcome(id = "false, false, 0", expect = Expect.ACCEPTABLE, desc = "Both puts were rejected.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item was added after the shutdown.")
public abstract class ShutdownMeetsWaitingPuts {
    private final QueueApi channel;
    private volatile boolean firstCame;
    private volatile boolean secondCame;

    /** Creates the scenario with an empty queue that has capacity for two items. */
    protected ShutdownMeetsWaitingPuts(QueueApi channel) {
        this.channel = channel;
        channel.put(1);
        channel.put(1);
    }

    protected final void putFirst(ZZI_Result r) {
        firstCame = true;
        r.r1 = channel.put(2);
    }

    protected final void putSecond(ZZI_Result r) {
        secondCame = true;
        r.r2 = channel.put(3);
    }

    protected final void shutdown() {
        Rendezvous.until(() -> firstCame && secondCame);
        Rendezvous.jitter(400);
        channel.shutdown(true);
    }

    protected final void look(ZZI_Result r) {
        r.r3 = channel.size();
    }
}
