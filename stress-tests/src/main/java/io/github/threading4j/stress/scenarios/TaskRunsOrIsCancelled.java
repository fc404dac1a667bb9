package io.github.threading4j.stress.scenarios;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * A task that is cancelled as it is about to run does not run, or was not cancelled: one actor runs it, the other
 * cancels.
 *
 * <p>The results are whether it was cancelled, and how often it has run.
 */
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "It was too late to cancel, and the task has run.")
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "Cancelled, and not run.")
@Outcome(id = "true, 1", expect = Expect.FORBIDDEN, desc = "Cancelled, and run all the same.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Neither cancelled nor run; or run twice.")
public abstract class TaskRunsOrIsCancelled {
    private final AtomicInteger runs = new AtomicInteger();

    protected final void task() {
        runs.incrementAndGet();
    }

    protected final int runs() {
        return runs.get();
    }
}
