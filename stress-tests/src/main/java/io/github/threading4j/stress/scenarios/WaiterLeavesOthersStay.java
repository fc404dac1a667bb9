package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A waiter that leaves takes nobody along: the first actor waits and leaves, the second comes to wait at about that
 * time and stays, the third ends the wait of all as soon as the second is there.
 *
 * <p>The results are what became of the first waiter, and whether the second was woken.
 */
@Outcome(id = "stayed, woken", expect = Expect.ACCEPTABLE, desc = "The wait was over before the first could leave.")
@Outcome(id = "left, woken", expect = Expect.ACCEPTABLE, desc = "The first left, and the second was woken.")
@Outcome(
        id = "left just then, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The first left some microseconds before or after the second came, and the second was woken.")
@Outcome(
        id = ".*, lost",
        expect = Expect.FORBIDDEN,
        desc = "Nothing is left to wait for, and the second waiter sleeps on.")
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
     * Two waiters, of which the first leaves.
     *
     * @param guard what both wait for
     * @param byInterrupt whether the first is interrupted; else its time is over
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
        here = true; // else the first has long left when this thread gets a processor
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

    /** Nearly no time: a thread that parks at all is not back before some 60 microseconds. */
    private static long shortNanos() {
        LockSupport.unpark(Thread.currentThread());
        return 1;
    }

    private static void pause() {
        long end = System.nanoTime() + 1_000L * ThreadLocalRandom.current().nextInt(LATEST_MICROS);
        Rendezvous.until(() -> System.nanoTime() - end > 0);
    }
}
