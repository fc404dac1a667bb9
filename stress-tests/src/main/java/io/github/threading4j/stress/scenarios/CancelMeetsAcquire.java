package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * A cancellation of a wait for a lock either ends the wait without an effect, or has no effect because the lock was
 * acquired first. In neither case is an interrupt left. The second actor holds the lock and cancels the scope of the
 * waiting first actor; it releases the lock before the cancellation, after it, or at about the same time.
 *
 * <p>The results are what the second actor did first, the outcome of the wait, the interrupt status after the scope,
 * and the state of the lock after both have released it.
 */
@Outcome(
        id = "release first, acquired, clear, unlocked",
        expect = Expect.ACCEPTABLE,
        desc = "Acquired before the cancellation.")
@Outcome(
        id = "cancel first, cancelled, clear, unlocked",
        expect = Expect.ACCEPTABLE,
        desc = "The cancellation ended the wait; nothing was acquired.")
@Outcome(
        id = "release first, cancelled, clear, unlocked",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The cancellation overtook the release; nothing was acquired.")
@Outcome(
        id = "cancel first, acquired, clear, unlocked",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The release overtook the cancellation, whose interrupt was taken back.")
@Outcome(id = ".*, .*, interrupted, .*", expect = Expect.FORBIDDEN, desc = "An interrupt of the cancellation is left.")
@Outcome(id = ".*, locked", expect = Expect.FORBIDDEN, desc = "The wait was cancelled, but the lock was acquired.")
public abstract class CancelMeetsAcquire {
    private final Guard holder;
    private final Guard waiter;
    private final ScopeApi scope;
    private volatile boolean held;
    private volatile boolean waiting;
    private volatile boolean cancelled;

    /**
     * Creates a cancellation.
     *
     * @param holder the guard that the second actor holds
     * @param waiter a guard of the same lock, for which the first actor waits
     * @param scope the scope of the first actor
     */
    protected CancelMeetsAcquire(Guard holder, Guard waiter, ScopeApi scope) {
        this.holder = holder;
        this.waiter = scope.cancellable(waiter);
        this.scope = scope;
    }

    protected final void await(LLLL_Result r) {
        Rendezvous.until(() -> held);
        waiting = true;
        try {
            boolean acquired = scope.with(() -> waiter.acquire(Guard.LONG_NANOS));
            r.r2 = acquired ? "acquired" : "cancelled";
            if (acquired) {
                waiter.release();
            }
        } catch (InterruptedException e) {
            r.r2 = "interrupted";
        }
        Rendezvous.until(() -> cancelled);
        r.r3 = Thread.interrupted() ? "interrupted" : "clear";
    }

    protected final void cancel(LLLL_Result r) {
        holder.enter();
        held = true;
        Rendezvous.until(() -> waiting);
        Rendezvous.untilParkedPerhaps();
        boolean releaseFirst = Rendezvous.coin();
        r.r1 = releaseFirst ? "release first" : "cancel first";
        if (releaseFirst) {
            holder.release();
            Rendezvous.jitter(40);
        }
        scope.cancel();
        cancelled = true;
        if (!releaseFirst) {
            Rendezvous.jitter(40);
            holder.release();
        }
    }

    protected final void look(LLLL_Result r) {
        r.r4 = holder.locked() ? "locked" : "unlocked";
    }
}
