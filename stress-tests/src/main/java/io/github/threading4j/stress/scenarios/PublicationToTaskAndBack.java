package io.github.threading4j.stress.scenarios;

import java.util.function.Consumer;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Writes before the submission of a task are visible to the task, and writes of the task are visible after the block
 * that waits for it: the only actor runs the block, and the task runs in another thread.
 *
 * <p>The results are the value that the task read, and the value written by the task that the actor read.
 */
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "All writes are visible.")
@Outcome(id = "0, .*", expect = Expect.FORBIDDEN, desc = "The write before the submission is not visible to the task.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The write of the task is not visible after the block.")
public abstract class PublicationToTaskAndBack {
    private final Consumer<Runnable> block;
    private int before;
    private int seen;
    private int after;

    /** Binds the scenario to a block that runs a task in another thread, and ends when the task has ended. */
    protected PublicationToTaskAndBack(Consumer<Runnable> block) {
        this.block = block;
    }

    protected final void runBlock(II_Result r) {
        before = 1;
        block.accept(this::task);
        r.r1 = seen;
        r.r2 = after;
    }

    private void task() {
        seen = before;
        after = 2;
    }
}
