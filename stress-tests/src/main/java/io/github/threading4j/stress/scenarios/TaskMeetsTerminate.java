package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A task that is submitted while its pool is being terminated always has an outcome: the first actor submits the task
 * and waits for the result, the second terminates the pool.
 *
 * <p>The result is the outcome of the task.
 */
@Outcome(id = "value", expect = Expect.ACCEPTABLE, desc = "The task ran before the termination.")
@Outcome(id = "refused", expect = Expect.ACCEPTABLE, desc = "The pool was already terminated, and rejected the task.")
@Outcome(
        id = "dropped",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The task was accepted, and cancelled by the termination.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The task was accepted, but its result never becomes ready.")
public abstract class TaskMeetsTerminate {
    /**
     * Submits the task and waits for its result. Returns "lost" if that takes longer than {@link
     * WakeUpTimeout#nanos()}.
     */
    protected abstract String handOver();

    protected abstract void terminate();

    protected final void first(L_Result r) {
        Rendezvous.jitter(40);
        r.r1 = handOver();
        if (r.r1.equals("lost")) {
            WakeUpTimeout.end();
        }
    }

    protected final void second() {
        Rendezvous.jitter(100);
        terminate();
    }
}
