package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * {@code join} returns once all tasks are done, but not before: two threads finish one task each, and the third joins.
 *
 * <p>The results are whether join returned, the writes of the tasks that it saw, and the number of unfinished tasks.
 */
@Outcome(id = "true, 3, 0", expect = Expect.ACCEPTABLE, desc = "Returned after both tasks were done.")
@Outcome(id = "false, .*", expect = Expect.FORBIDDEN, desc = "All tasks are done, but join does not return.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Returned before all tasks were done.")
public abstract class QueueJoinWaitsForAll {
    private final QueueApi channel;
    private int firstWork;
    private int secondWork;

    protected QueueJoinWaitsForAll(QueueApi channel) {
        this.channel = channel;
        channel.put(1);
        channel.put(2);
    }

    protected final void first() {
        Rendezvous.jitter(100);
        firstWork = 1;
        channel.taskDone();
    }

    protected final void second() {
        Rendezvous.jitter(100);
        secondWork = 2;
        channel.taskDone();
    }

    protected final void join(ZII_Result r) {
        r.r1 = channel.joinAwaited();
        r.r2 = firstWork + secondWork;
        r.r3 = channel.unfinished();
    }
}
