package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A timer calls its function unless it is cancelled first: the first actor starts the timer and waits until it has
 * ended, the second cancels the timer at about the time when the call is due.
 *
 * <p>The results are what the timer did, and whether a write before the cancellation is visible after the timer's end.
 */
@Outcome(id = "called, .*", expect = Expect.ACCEPTABLE, desc = "The cancel came too late.")
@Outcome(id = "not called, 1", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Cancelled in time.")
@Outcome(
        id = "not called, 0",
        expect = Expect.FORBIDDEN,
        desc = "The timer ended without calling its function, although it was not cancelled.")
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
            throw new AssertionError("unexpected interrupt", e);
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
