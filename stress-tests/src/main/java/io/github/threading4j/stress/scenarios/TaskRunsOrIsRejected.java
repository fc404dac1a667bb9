package io.github.threading4j.stress.scenarios;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A task that is handed over as its crew is shut down is refused, or runs: one actor hands over, the other shuts down.
 *
 * <p>The results are whether it was taken, and how often it has run.
 */
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "Taken before the end, and run.")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "The end came first, and the task was refused.")
@Outcome(id = "true, 0", expect = Expect.FORBIDDEN, desc = "Taken, and lost.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Refused, and run all the same; or run twice.")
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
