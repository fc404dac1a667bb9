package io.github.threading4j.stress.scenarios;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A group throws the exception of each task that fails, whatever happens concurrently: one actor runs a block whose
 * body submits tasks and ends, the other lets the tasks fail.
 *
 * <p>The results are the number of exceptions that the block has thrown minus the number of tasks, and whether the body
 * has seen that a task was done while the group was not cancelled.
 */
@Outcome(id = "0, false", expect = Expect.ACCEPTABLE, desc = "The block has thrown each exception, once.")
@Outcome(id = ".*, true", expect = Expect.FORBIDDEN, desc = "A future was done before the group was cancelled.")
@Outcome(id = "-.*, false", expect = Expect.FORBIDDEN, desc = "The exception of a task is lost.")
@Outcome(
        id = ".*",
        expect = Expect.FORBIDDEN,
        desc = "The block has thrown an exception twice, or as that of the body.")
public abstract class FailuresMeetGroupEnd {
    private final GroupApi group;
    private final int tasks;
    private final AtomicInteger ready = new AtomicInteger();
    private volatile boolean go;

    protected FailuresMeetGroupEnd(GroupApi group, int tasks) {
        this.group = group;
        this.tasks = tasks;
    }

    /** Runs the block; the body ends at about the same time as the tasks fail. */
    protected final void runBlock(IZ_Result r) {
        r.r1 = group.with(() -> {
                    submitAll();
                    Rendezvous.until(() -> go);
                    Rendezvous.jitter(2_000);
                })
                - tasks;
    }

    /** Runs the block; the body looks at the group as soon as a task is done. */
    protected final void runBlockAndLook(IZ_Result r) {
        r.r1 = group.with(() -> {
                    Rendezvous.until(submitAll()::done);
                    r.r2 = !group.isCancelled();
                })
                - tasks;
    }

    /** Runs the block; the body fails with the exception of a task. */
    protected final void runBlockAndAsk(IZ_Result r) {
        r.r1 = group.with(() -> submitAll().result()) - tasks;
    }

    /** Submits the tasks, and returns the last of them. */
    private GroupApi.Task submitAll() {
        for (int i = 1; i < tasks; i++) {
            group.submit(this::fail);
        }
        return Objects.requireNonNull(group.submit(this::fail));
    }

    private void fail() {
        ready.incrementAndGet();
        Rendezvous.until(() -> go);
        throw new GroupApi.Failure();
    }

    protected final void letTasksFail() {
        Rendezvous.until(() -> ready.get() == tasks);
        Rendezvous.jitter(400);
        go = true;
    }
}
