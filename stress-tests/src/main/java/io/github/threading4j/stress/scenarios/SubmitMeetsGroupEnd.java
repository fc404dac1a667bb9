package io.github.threading4j.stress.scenarios;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A task that is submitted while its group is ending either is rejected, or ends before the block does: one actor runs
 * the block of a group, the other submits the task.
 *
 * <p>The results are whether the task was accepted, and how many times it had run when the block ended.
 */
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "The task was accepted, and the block has waited for it.")
@Outcome(
        id = "false, 0",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The block has ended first, and the task was rejected.")
@Outcome(id = "true, 0", expect = Expect.FORBIDDEN, desc = "The task was accepted, but the block did not wait for it.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The task was rejected but ran, or it ran twice.")
public abstract class SubmitMeetsGroupEnd {
    private final GroupApi group;
    private final AtomicInteger runs = new AtomicInteger();
    private volatile boolean open;

    protected SubmitMeetsGroupEnd(GroupApi group) {
        this.group = group;
    }

    protected final void runBlock(ZI_Result r) {
        group.with(() -> {
            open = true;
            Rendezvous.jitter(1_000);
        });
        r.r2 = runs.get();
    }

    protected final void submit(ZI_Result r) {
        Rendezvous.until(() -> open);
        Rendezvous.jitter(1_000);
        r.r1 = group.submit(runs::incrementAndGet) != null;
    }
}
