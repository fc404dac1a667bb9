package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * An item is in the queue if and only if it was accepted before the shutdown: one thread puts the item, the other shuts
 * the queue down.
 *
 * <p>The results are whether the item was accepted, the number of items, and the number of unfinished tasks.
 */
@Outcome(id = "true, 1, 1", expect = Expect.ACCEPTABLE, desc = "Put before the shutdown.")
@Outcome(id = "false, 0, 0", expect = Expect.ACCEPTABLE, desc = "The shutdown came first, and the item was rejected.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A rejected item is in the queue, or an accepted item is lost.")
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
