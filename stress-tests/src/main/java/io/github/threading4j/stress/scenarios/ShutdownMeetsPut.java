package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * An item that was put before the end is there, one that was not is not: one thread puts, the other shuts down.
 *
 * <p>The results are whether the item was accepted, how many items are there, and how many tasks are unfinished.
 */
@Outcome(id = "true, 1, 1", expect = Expect.ACCEPTABLE, desc = "Put before the end.")
@Outcome(id = "false, 0, 0", expect = Expect.ACCEPTABLE, desc = "The end came first, and the item was refused.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item is there that was refused, or lost that was accepted.")
public abstract class ShutdownMeetsPut {
    private final QueueApi channel;

    protected ShutdownMeetsPut(QueueApi channel) {
        this.channel = channel;
    }

    protected final void put(ZII_Result r) {
        r.r1 = channel.put(1);
    }

    protected final void shutdown() {
        channel.shutdown(false);
    }

    protected final void look(ZII_Result r) {
        r.r2 = channel.size();
        r.r3 = channel.unfinished();
    }
}
