package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * An interrupt of a thread that waits for a lock has exactly one of two effects: it ends the wait, or it stays pending
 * because the lock was acquired first. The second actor holds the lock and interrupts the waiting first actor; it
 * releases the lock before the interrupt, after it, or at about the same time.
 *
 * <p>The results are what the second actor did first, the outcome of the wait, the state of the interrupt, and the
 * state of the lock after both have released it.
 */
@Outcome(
        id = "release first, acquired, pending, unlocked",
        expect = Expect.ACCEPTABLE,
        desc = "Acquired, and the interrupt stays pending.")
@Outcome(
        id = "interrupt first, interrupted, consumed, unlocked",
        expect = Expect.ACCEPTABLE,
        desc = "The interrupt ended the wait; nothing was acquired.")
@Outcome(
        id = "release first, interrupted, consumed, unlocked",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The interrupt overtook the release and ended the wait; nothing was acquired.")
@Outcome(
        id = "interrupt first, acquired, pending, unlocked",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The release overtook the interrupt, which stays pending.")
@Outcome(id = ".*, acquired, consumed, .*", expect = Expect.FORBIDDEN, desc = "The interrupt is lost.")
@Outcome(id = ".*, interrupted, pending, .*", expect = Expect.FORBIDDEN, desc = "One interrupt had two effects.")
@Outcome(id = ".*, locked", expect = Expect.FORBIDDEN, desc = "No thread holds the lock, but it is locked.")
public abstract class InterruptMeetsAcquire {
    private final Guard holder;
    private final Guard waiter;
    private volatile boolean held;
    private volatile @Nullable Thread waiting;
    private volatile boolean interrupted;

    /**
     * Creates an interruption.
     *
     * @param holder the guard that the second actor holds
     * @param waiter a guard of the same lock, for which the first actor waits
     */
    protected InterruptMeetsAcquire(Guard holder, Guard waiter) {
        this.holder = holder;
        this.waiter = waiter;
    }

    protected final void await(LLLL_Result r) {
        Rendezvous.until(() -> held);
        waiting = Thread.currentThread();
        try {
            waiter.acquire(Guard.LONG_NANOS);
            r.r2 = "acquired";
            waiter.release();
        } catch (InterruptedException e) {
            r.r2 = "interrupted";
        }
        Rendezvous.until(() -> interrupted);
        r.r3 = Thread.interrupted() ? "pending" : "consumed";
    }

    protected final void interrupt(LLLL_Result r) {
        holder.enter();
        held = true;
        Thread target = Rendezvous.untilSet(() -> waiting);
        Rendezvous.untilParkedPerhaps();
        boolean releaseFirst = Rendezvous.coin();
        r.r1 = releaseFirst ? "release first" : "interrupt first";
        if (releaseFirst) {
            holder.release();
            Rendezvous.jitter(40);
        }
        target.interrupt();
        interrupted = true;
        if (!releaseFirst) {
            Rendezvous.jitter(40);
            holder.release();
        }
    }

    protected final void look(LLLL_Result r) {
        r.r4 = holder.locked() ? "locked" : "unlocked";
    }
}
