package io.github.threading4j.stress.scenarios;

import java.util.concurrent.BrokenBarrierException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Two threads meet at a barrier, or neither does: whatever breaks it, breaks it for both.
 *
 * <p>The results are the place in the order of arrival that each actor got, or how else its wait ended, and what became
 * of an interrupt if there was one.
 */
@Outcome(id = "0, 1, (none|pending)", expect = Expect.ACCEPTABLE, desc = "Both came, in this order, and met.")
@Outcome(
        id = "1, 0, (none|pending)",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Both came, the second overtook the first, and they met.")
@Outcome(
        id = {"broken, broken, none", "interrupted, broken, consumed"},
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The barrier was broken before they met, and both know.")
@Outcome(id = "(broken|interrupted), [01], .*", expect = Expect.FORBIDDEN, desc = "The second met nobody.")
@Outcome(id = "[01], (broken|interrupted), .*", expect = Expect.FORBIDDEN, desc = "The first met nobody.")
@Outcome(id = "[01], [01], consumed", expect = Expect.FORBIDDEN, desc = "The interrupt is lost.")
public abstract class BarrierMeeting {
    /** As long as a wait should take that may time out. */
    protected static final long SHORT_NANOS = 100_000;

    private final Point rendezvous;
    private final long nanos;
    private volatile @Nullable Thread came;
    private volatile boolean interrupted;

    /** A barrier for two as the scenarios use it. */
    @FunctionalInterface
    public interface Point {
        /** Waits for the other, and returns this thread's place in the order of arrival. */
        int await(long nanos) throws InterruptedException, BrokenBarrierException;
    }

    /**
     * A meeting.
     *
     * @param rendezvous where they meet
     * @param nanos how long each of them waits
     */
    protected BarrierMeeting(Point rendezvous, long nanos) {
        this.rendezvous = rendezvous;
        this.nanos = nanos;
    }

    protected final void first(LLL_Result r) {
        came = Thread.currentThread();
        r.r1 = meet();
        r.r3 = "none";
    }

    /** Comes when the time of the first is about to be over. */
    protected final void second(LLL_Result r) {
        Rendezvous.untilSet(() -> came);
        long start = System.nanoTime();
        Rendezvous.until(() -> System.nanoTime() - start > Math.min(nanos, SHORT_NANOS));
        Rendezvous.jitter(100);
        r.r2 = meet();
    }

    /** As {@link #first}, for a thread that is interrupted. */
    protected final void firstInterrupted(LLL_Result r) {
        came = Thread.currentThread();
        r.r1 = meet();
        Rendezvous.until(() -> interrupted);
        r.r3 = Thread.interrupted() ? "pending" : "consumed";
    }

    /** As {@link #second}, for a thread that interrupts the other, before it comes or after. */
    protected final void secondInterrupts(LLL_Result r) {
        Thread other = Rendezvous.untilSet(() -> came);
        Rendezvous.untilParkedPerhaps();
        if (Rendezvous.coin()) {
            other.interrupt();
            interrupted = true;
            Rendezvous.jitter(40);
        }
        r.r2 = meet();
        if (!interrupted) {
            other.interrupt();
            interrupted = true;
        }
    }

    /** As {@link #second}, for a thread that first does something to the barrier. */
    protected final void secondAfter(Runnable deed, LLL_Result r) {
        Rendezvous.untilSet(() -> came);
        Rendezvous.untilParkedPerhaps();
        deed.run();
        r.r2 = meet();
    }

    private String meet() {
        try {
            return Integer.toString(rendezvous.await(nanos));
        } catch (BrokenBarrierException e) {
            return "broken";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }
}
