package io.github.threading4j.stress.scenarios;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * A task that is cancelled as it is about to run either runs or is cancelled: one actor runs it, the other cancels it.
 *
 * <p>The results are whether the task was cancelled, and how many times it ran.
 */
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "The cancel came too late, and the task ran.")
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "The task was cancelled and did not run.")
@Outcome(id = "true, 1", expect = Expect.FORBIDDEN, desc = "The task was cancelled but ran nevertheless.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The task was neither cancelled nor run, or it ran twice.")
public abstract class TaskRunsOrIsCancelled {
    private final AtomicInteger runs = new AtomicInteger();

    protected final void task() {
        runs.incrementAndGet();
    }

    protected final int runs() {
        return runs.get();
    }
}
