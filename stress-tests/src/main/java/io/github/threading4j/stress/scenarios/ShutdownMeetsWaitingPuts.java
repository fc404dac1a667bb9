package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * Threads that wait for room hear of the end, and add nothing, even if the end makes room.
 *
 * <p>The results are whether each could put its item, and how many items are there.
 */
@Outcome(id = "false, false, 0", expect = Expect.ACCEPTABLE, desc = "Both were refused.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item has slipped in.")
public abstract class ShutdownMeetsWaitingPuts {
    private final QueueApi channel;
    private volatile boolean firstCame;
    private volatile boolean secondCame;

    /** With an empty queue that has room for two. */
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
