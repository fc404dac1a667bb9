package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A timer calls its function, unless it was cancelled before: the first actor starts it and waits for its end, the
 * second cancels it at about the time when it is due.
 *
 * <p>The results are what the timer did, and whether what was written before it was cancelled is seen after its end.
 */
@Outcome(id = "called, .*", expect = Expect.ACCEPTABLE, desc = "It was too late to cancel.")
@Outcome(id = "not called, 1", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Cancelled in time.")
@Outcome(id = "not called, 0", expect = Expect.FORBIDDEN, desc = "Ended without a call, and nobody has cancelled it.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Called twice.")
public abstract class TimerCalledOrCancelled {
    private int before;
    private int calls;

    /** The function of the timer. */
    protected final void function() {
        calls++;
    }

    protected abstract void startTimer();

    protected abstract void cancelTimer();

    protected abstract void joinTimer() throws InterruptedException;

    protected final void startAndJoin(LI_Result r) {
        startTimer();
        try {
            joinTimer();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
        r.r1 = calls == 0 ? "not called" : calls == 1 ? "called" : "called again";
        r.r2 = before;
    }

    protected final void cancel() {
        Rendezvous.jitter(4_000);
        before = 1;
        cancelTimer();
    }
}
