package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread that waits for a change, or is about to, notices the change: the first actor waits, the second makes the
 * change concurrently.
 *
 * <p>The result is whether the change has woken the first actor.
 */
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "The thread noticed the change, before or during its wait.")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "The wake-up is lost.")
public abstract class WakeUpByChange {
    private volatile boolean coming;
    private volatile boolean through;

    /** Waits until the change has been made. */
    protected abstract void waitForChange();

    protected abstract void change();

    /** Wakes a waiting thread that has missed the change, if called often enough. */
    protected abstract void rescue();

    protected final void first() {
        coming = true;
        waitForChange();
        through = true;
    }

    protected final void second(Z_Result r) {
        Rendezvous.until(() -> coming);
        Rendezvous.jitter(400);
        change();
        r.r1 = WakeUpTimeout.arrives(() -> through, this::rescue);
    }
}
