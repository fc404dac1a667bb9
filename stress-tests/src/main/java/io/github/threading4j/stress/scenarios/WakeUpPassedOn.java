package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A waiter that gives up as it is woken passes the wake-up to the next waiter: the first actor waits and gives up, the
 * second waits behind it without a timeout, and the third releases the lock as the first gives up.
 *
 * <p>The results are the outcome of the first wait, and whether the second waiter acquired the lock.
 */
@Outcome(
        id = "acquired, woken",
        expect = Expect.ACCEPTABLE,
        desc = "The first waiter acquired the lock, and then the second.")
@Outcome(
        id = "gave up, woken",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The first waiter gave up at about the time of the release, and the second acquired the lock.")
@Outcome(id = ".*, lost", expect = Expect.FORBIDDEN, desc = "The wake-up of the second thread is lost.")
public abstract class WakeUpPassedOn {
    private static final int LONGEST_MICROS = 100;

    private final Guard holder;
    private final Guard first;
    private final Guard second;
    private final boolean byInterrupt;
    private final long nanos;
    private volatile boolean held;
    private volatile boolean interrupted;
    private volatile boolean through;
    private volatile @Nullable Thread firstThread;
    private volatile @Nullable Thread secondThread;

    /**
     * Creates two waiters; the first one gives up.
     *
     * @param holder the guard that is held and then released
     * @param first a guard of the same lock, for which the first actor waits
     * @param second a guard of the same lock, for which the second actor waits
     * @param byInterrupt whether the first wait ends by an interrupt rather than by its timeout
     */
    protected WakeUpPassedOn(Guard holder, Guard first, Guard second, boolean byInterrupt) {
        this.holder = holder;
        this.first = first;
        this.second = second;
        this.byInterrupt = byInterrupt;
        this.nanos = byInterrupt
                ? Guard.LONG_NANOS
                : 1_000L * ThreadLocalRandom.current().nextInt(1, LONGEST_MICROS);
    }

    protected final void giveUp(LL_Result r) {
        Rendezvous.until(() -> held);
        firstThread = Thread.currentThread();
        boolean acquired = false;
        try {
            acquired = first.acquire(nanos);
        } catch (InterruptedException e) {
            // expected: the wait was interrupted
        }
        if (acquired) {
            first.release();
        }
        r.r1 = acquired ? "acquired" : "gave up";
        if (byInterrupt) {
            Rendezvous.until(() -> interrupted);
            Thread.interrupted();
        }
    }

    protected final void await() {
        Rendezvous.until(() -> firstThread != null);
        secondThread = Thread.currentThread();
        second.enter();
        through = true;
        second.release();
    }

    protected final void release(LL_Result r) {
        holder.enter();
        held = true;
        Thread quitter = Rendezvous.untilSet(() -> firstThread);
        Thread waiter = Rendezvous.untilSet(() -> secondThread);
        boolean interruptFirst = byInterrupt && Rendezvous.coin();
        if (interruptFirst) {
            Rendezvous.jitter(400);
            quitter.interrupt();
        } else if (!byInterrupt) {
            long end = System.nanoTime() + nanos;
            Rendezvous.until(() -> System.nanoTime() - end > 0);
        }
        Rendezvous.jitter(100);
        holder.release();
        if (byInterrupt && !interruptFirst) {
            Rendezvous.jitter(40);
            quitter.interrupt();
        }
        interrupted = true;
        r.r2 = WakeUpTimeout.arrives(() -> through, () -> second.rescue(waiter)) ? "woken" : "lost";
    }
}
