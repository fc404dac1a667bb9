package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An operation that releases all waiters releases each of them: the first two actors wait, the third releases them.
 *
 * <p>The results are the state of the waiters at the release, and whether both were woken.
 */
@Outcome(
        id = "parked on demand, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Both threads were parked, as the test requires, and both were woken.")
@Outcome(id = "parked, woken", expect = Expect.ACCEPTABLE, desc = "Both threads were parked, and both were woken.")
@Outcome(
        id = "on the way, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "At least one thread was about to park, and both were woken.")
@Outcome(id = ".*, lost", expect = Expect.FORBIDDEN, desc = "A wake-up is lost.")
public abstract class WakeUpOfAll {
    private final Guard guard;
    private final boolean parked;
    private volatile @Nullable Thread first;
    private volatile @Nullable Thread second;
    private volatile boolean firstThrough;
    private volatile boolean secondThrough;

    /**
     * Creates a wait of two threads.
     *
     * @param guard the guard for which both actors wait; it is released once
     * @param parked whether the release waits until both are parked
     */
    protected WakeUpOfAll(Guard guard, boolean parked) {
        this.guard = guard;
        this.parked = parked;
    }

    protected final void awaitFirst() {
        first = Thread.currentThread();
        guard.enter();
        firstThrough = true;
    }

    protected final void awaitSecond() {
        second = Thread.currentThread();
        guard.enter();
        secondThrough = true;
    }

    protected final void wake(LL_Result r) {
        Thread one = Rendezvous.untilSet(() -> first);
        Thread other = Rendezvous.untilSet(() -> second);
        if (parked) {
            Rendezvous.until(() -> Rendezvous.isAsleep(one) && Rendezvous.isAsleep(other));
            r.r1 = "parked on demand";
        } else {
            Rendezvous.jitter(400);
            r.r1 = Rendezvous.isAsleep(one) && Rendezvous.isAsleep(other) ? "parked" : "on the way";
        }
        guard.release();
        boolean firstWoken = WakeUpTimeout.arrives(() -> firstThrough, () -> guard.rescue(one));
        boolean secondWoken = WakeUpTimeout.arrives(() -> secondThrough, () -> guard.rescue(other));
        r.r2 = firstWoken && secondWoken ? "woken" : "lost";
    }
}
