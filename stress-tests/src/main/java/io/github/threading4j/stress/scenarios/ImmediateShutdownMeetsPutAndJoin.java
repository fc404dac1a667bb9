package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * After an immediate shutdown the queue is empty, and {@code join} does not block: one thread puts an item, another
 * shuts the queue down, and the third joins once the queue is shut down.
 *
 * <p>The results are whether join returned, the number of items, and the number of unfinished tasks.
 */
@Outcome(id = "true, 0, 0", expect = Expect.ACCEPTABLE, desc = "The queue is empty, and join returned.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An item was added after the shutdown, or join did not return.")
public abstract class ImmediateShutdownMeetsPutAndJoin {
    private final QueueApi channel;

    protected ImmediateShutdownMeetsPutAndJoin(QueueApi channel) {
        this.channel = channel;
        channel.put(1);
    }

    protected final void put() {
        channel.put(2);
    }

    protected final void shutdown() {
        channel.shutdown(true);
    }

    protected final void join(ZII_Result r) {
        r.r1 = channel.joinAwaited();
    }

    protected final void look(ZII_Result r) {
        r.r2 = channel.size();
        r.r3 = channel.unfinished();
    }
}
