package io.github.threading4j.stress.scenarios;

import java.util.concurrent.BrokenBarrierException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Two threads either meet at a barrier, or find it broken: the barrier is broken for both threads or for neither.
 *
 * <p>The results are, for each actor, its arrival index or the reason why its wait failed, and the state of the
 * interrupt, if any.
 */
@Outcome(id = "0, 1, (none|pending)", expect = Expect.ACCEPTABLE, desc = "The threads arrived in this order and met.")
@Outcome(
        id = "1, 0, (none|pending)",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The second thread overtook the first, and they met.")
@Outcome(
        id = {"broken, broken, none", "interrupted, broken, consumed"},
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The barrier was broken before they met, for both threads.")
@Outcome(
        id = "(broken|interrupted), [01], .*",
        expect = Expect.FORBIDDEN,
        desc = "Only the second thread passed the barrier.")
@Outcome(
        id = "[01], (broken|interrupted), .*",
        expect = Expect.FORBIDDEN,
        desc = "Only the first thread passed the barrier.")
@Outcome(id = "[01], [01], consumed", expect = Expect.FORBIDDEN, desc = "The interrupt is lost.")
public abstract class BarrierMeeting {
    /** The timeout of a wait that should time out. */
    protected static final long SHORT_NANOS = 100_000;

    private final Point rendezvous;
    private final long nanos;
    private volatile @Nullable Thread came;
    private volatile boolean interrupted;

    /** The operation of a barrier for two parties that the scenarios use. */
    @FunctionalInterface
    public interface Point {
        /** Waits for the other party, and returns the arrival index of the calling thread. */
        int await(long nanos) throws InterruptedException, BrokenBarrierException;
    }

    /**
     * Creates a meeting.
     *
     * @param rendezvous the barrier
     * @param nanos the maximum time for each wait
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

    /** Arrives when the wait of the first actor is about to time out. */
    protected final void second(LLL_Result r) {
        Rendezvous.untilSet(() -> came);
        long start = System.nanoTime();
        Rendezvous.until(() -> System.nanoTime() - start > Math.min(nanos, SHORT_NANOS));
        Rendezvous.jitter(100);
        r.r2 = meet();
    }

    /** Like {@link #first}, for a thread that is interrupted. */
    protected final void firstInterrupted(LLL_Result r) {
        came = Thread.currentThread();
        r.r1 = meet();
        Rendezvous.until(() -> interrupted);
        r.r3 = Thread.interrupted() ? "pending" : "consumed";
    }

    /** Like {@link #second}, for a thread that interrupts the other thread before or after it arrives itself. */
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

    /** Like {@link #second}, for a thread that first performs an operation on the barrier. */
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
