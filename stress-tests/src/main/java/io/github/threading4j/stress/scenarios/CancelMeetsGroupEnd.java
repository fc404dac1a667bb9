package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A group that is cancelled while its last task is ending ends normally, and the cancellation leaves no interrupt
 * behind: one actor runs the block, the other cancels the group.
 *
 * <p>The results are the number of exceptions that the block has thrown, and whether the thread is interrupted
 * afterwards.
 */
@Outcome(id = "0, false", expect = Expect.ACCEPTABLE, desc = "The block has ended, and nothing is left of the cancel.")
@Outcome(id = ".*, true", expect = Expect.FORBIDDEN, desc = "The thread is interrupted after the block.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The block has failed.")
public abstract class CancelMeetsGroupEnd {
    private final GroupApi group;
    private volatile boolean running;

    protected CancelMeetsGroupEnd(GroupApi group) {
        this.group = group;
    }

    protected final void runBlock(IZ_Result r) {
        r.r1 = group.with(() -> group.submit(() -> {
            running = true;
            Rendezvous.jitter(2_000);
        }));
        r.r2 = Thread.interrupted();
    }

    protected final void cancel() {
        Rendezvous.until(() -> running);
        Rendezvous.jitter(4_000);
        group.cancel();
    }
}
