package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A thread that waits for a lock, or for another guard, acquires it once it is released: the first actor arrives while
 * the lock is held; the second releases it as the first begins to wait, or some time later.
 *
 * <p>The results are the state of the waiter at the release, and whether it acquired the lock.
 */
@Outcome(
        id = "parked, woken",
        expect = Expect.ACCEPTABLE,
        desc = "The waiter was parked, and was woken by the release.")
@Outcome(
        id = "parked on demand, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The waiter was parked, as the test requires, and was woken by the release.")
@Outcome(
        id = "on its way, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The release came between the waiter's check and its parking, and was not missed.")
@Outcome(id = ".*, lost", expect = Expect.FORBIDDEN, desc = "The wake-up is lost.")
public abstract class WakeUpOfOne {
    private final Guard holder;
    private final Guard waiter;
    private final boolean parked;
    private volatile boolean held;
    private volatile boolean through;
    private volatile @Nullable Thread waiting;

    /**
     * Creates a wake-up.
     *
     * @param holder the guard that is held and then released
     * @param waiter a guard of the same lock, for which the first actor waits
     */
    protected WakeUpOfOne(Guard holder, Guard waiter) {
        this(holder, waiter, false);
    }

    /**
     * Creates a wake-up that can wait until the waiter is parked.
     *
     * @param holder the guard that is held and then released
     * @param waiter a guard of the same lock, for which the first actor waits
     * @param parked whether the release waits until the waiter is parked
     */
    protected WakeUpOfOne(Guard holder, Guard waiter, boolean parked) {
        this.holder = holder;
        this.waiter = waiter;
        this.parked = parked;
    }

    protected final void await() {
        Rendezvous.until(() -> held);
        waiting = Thread.currentThread();
        waiter.enter();
        through = true;
        waiter.release();
    }

    protected final void wake(LL_Result r) {
        holder.enter();
        held = true;
        Thread target = Rendezvous.untilSet(() -> waiting);
        if (parked) {
            Rendezvous.until(() -> Rendezvous.isAsleep(target));
            r.r1 = "parked on demand";
        } else {
            Rendezvous.untilParkedPerhaps();
            r.r1 = Rendezvous.isAsleep(target) ? "parked" : "on its way";
        }
        holder.release();
        r.r2 = WakeUpTimeout.arrives(() -> through, () -> waiter.rescue(target)) ? "woken" : "lost";
    }
}
