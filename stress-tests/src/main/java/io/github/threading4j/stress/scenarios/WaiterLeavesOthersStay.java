package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A waiter that gives up does not affect another waiter: the first actor waits and gives up, the second begins to wait
 * at about the same time, and the third releases all waiters once the second has arrived.
 *
 * <p>The results are the outcome of the first wait, and whether the second waiter was woken.
 */
@Outcome(
        id = "stayed, woken",
        expect = Expect.ACCEPTABLE,
        desc = "The wait ended before the first thread could give up.")
@Outcome(id = "left, woken", expect = Expect.ACCEPTABLE, desc = "The first thread gave up, and the second was woken.")
@Outcome(
        id = "left just then, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The first thread gave up just before or after the second began to wait, and the second was woken.")
@Outcome(id = ".*, lost", expect = Expect.FORBIDDEN, desc = "The wake-up of the second thread is lost.")
public abstract class WaiterLeavesOthersStay {
    private static final int LATEST_MICROS = 150;

    private static final int NEAR_NANOS = 5_000;

    private final Guard guard;
    private final boolean byInterrupt;
    private volatile boolean here;
    private volatile @Nullable Thread first;
    private volatile @Nullable Thread second;
    private volatile boolean interrupted;
    private volatile boolean left;
    private volatile long leftAt;
    private volatile boolean over;
    private volatile long cameAt;
    private volatile boolean through;

    /**
     * Creates two waiters; the first one gives up.
     *
     * @param guard the guard for which both actors wait
     * @param byInterrupt whether the first wait ends by an interrupt rather than by its timeout
     */
    protected WaiterLeavesOthersStay(Guard guard, boolean byInterrupt) {
        this.guard = guard;
        this.byInterrupt = byInterrupt;
    }

    protected final void leave() {
        Rendezvous.until(() -> here);
        first = Thread.currentThread();
        try {
            left = !guard.acquire(byInterrupt ? Guard.LONG_NANOS : shortNanos());
        } catch (InterruptedException e) {
            left = true;
        }
        leftAt = System.nanoTime();
        over = true;
        if (byInterrupt) {
            Rendezvous.until(() -> interrupted);
            Thread.interrupted();
        }
    }

    protected final void stay() {
        here = true; // otherwise the first actor could give up long before this thread runs
        Rendezvous.until(() -> first != null);
        if (byInterrupt) {
            pause();
        } else {
            Rendezvous.jitter(100);
        }
        cameAt = System.nanoTime();
        second = Thread.currentThread();
        guard.enter();
        through = true;
    }

    protected final void end(LL_Result r) {
        Thread leaver = Rendezvous.untilSet(() -> first);
        if (byInterrupt) {
            pause();
            leaver.interrupt();
            interrupted = true;
        }
        Thread waiter = Rendezvous.untilSet(() -> second);
        Rendezvous.jitter(400);
        guard.release();
        r.r2 = WakeUpTimeout.arrives(() -> through, () -> guard.rescue(waiter)) ? "woken" : "lost";
        Rendezvous.until(() -> over);
        boolean justThen = Math.abs(leftAt - cameAt) < NEAR_NANOS;
        r.r1 = left ? justThen ? "left just then" : "left" : "stayed";
    }

    /**
     * Returns a timeout of 1 ns, and makes the next park return immediately, since a timed park takes at least about 60
     * microseconds.
     */
    private static long shortNanos() {
        LockSupport.unpark(Thread.currentThread());
        return 1;
    }

    private static void pause() {
        long end = System.nanoTime() + 1_000L * ThreadLocalRandom.current().nextInt(LATEST_MICROS);
        Rendezvous.until(() -> System.nanoTime() - end > 0);
    }
}
