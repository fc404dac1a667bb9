package io.github.threading4j.stress.scenarios;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A task that is submitted while its executor is being shut down either is rejected or runs: one actor submits the
 * task, the other shuts the executor down.
 *
 * <p>The results are whether the task was accepted, and how many times it ran.
 */
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "The task was accepted before the shutdown, and ran.")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "The shutdown came first, and the task was rejected.")
@Outcome(id = "true, 0", expect = Expect.FORBIDDEN, desc = "The task was accepted but never ran.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The task was rejected but ran, or it ran twice.")
public abstract class TaskRunsOrIsRejected {
    private final TaskAcceptor crew;
    private final AtomicInteger runs = new AtomicInteger();

    protected TaskRunsOrIsRejected(TaskAcceptor crew) {
        this.crew = crew;
    }

    protected final void submit(ZI_Result r) {
        r.r1 = crew.submit(runs::incrementAndGet);
    }

    protected final void shutdown() {
        Rendezvous.jitter(100);
        crew.shutdown();
    }

    protected final void look(ZI_Result r) {
        crew.join();
        r.r2 = runs.get();
    }
}
