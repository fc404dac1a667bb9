package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * What ends the wait of all ends it for each: the first two actors wait, the third ends that.
 *
 * <p>The results are what the waiters were doing then, and whether both went on.
 */
@Outcome(
        id = "parked on demand, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Both were parked, as the test wants it, and both were woken, whatever followed.")
@Outcome(id = "parked, woken", expect = Expect.ACCEPTABLE, desc = "Both were parked, and both were woken.")
@Outcome(
        id = "on the way, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Somebody was about to park, and nobody slept through it.")
@Outcome(id = ".*, lost", expect = Expect.FORBIDDEN, desc = "Nothing is left to wait for, and somebody waits.")
public abstract class WakeUpOfAll {
    private final Guard guard;
    private final boolean parked;
    private volatile @Nullable Thread first;
    private volatile @Nullable Thread second;
    private volatile boolean firstThrough;
    private volatile boolean secondThrough;

    /**
     * A wait of two.
     *
     * @param guard what both wait for, and what is released once for both
     * @param parked whether to release it only when both are parked
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
