package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A task that is handed over as its pool is terminated comes to an end, whatever end it is: the first actor hands it
 * over and waits for its result, the second terminates.
 *
 * <p>The result is how it ended.
 */
@Outcome(id = "value", expect = Expect.ACCEPTABLE, desc = "It ran before the end.")
@Outcome(id = "refused", expect = Expect.ACCEPTABLE, desc = "The pool had ended.")
@Outcome(id = "dropped", expect = Expect.ACCEPTABLE_INTERESTING, desc = "It was taken, and ended with the pool.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "It was taken, and its result never comes.")
public abstract class TaskMeetsTerminate {
    /**
     * Hands the task over and waits for its end; not for longer than {@link WakeUpTimeout#nanos()}, and says "lost"
     * then.
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
