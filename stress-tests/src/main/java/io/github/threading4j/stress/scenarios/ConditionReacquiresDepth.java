package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LJI_Result;

/**
 * However a wait for a condition ends, the thread has reacquired the lock with its previous hold count: the first actor
 * acquires the lock three times and awaits the condition for some microseconds; the second signals the condition or
 * interrupts the first at about the time of the timeout.
 *
 * <p>The results are how the wait ended, the hold count after the wait, and the final value of a counter that both
 * actors increment while holding the lock.
 */
@Outcome(id = "signalled, 3, 2", expect = Expect.ACCEPTABLE, desc = "Signalled, and the lock is reacquired.")
@Outcome(
        id = "timed out, 3, 2",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Timed out, and the lock is reacquired.")
@Outcome(
        id = "interrupted, 3, 2",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "Interrupted, and the lock is reacquired.")
@Outcome(id = ".*, 3, [^2]", expect = Expect.FORBIDDEN, desc = "Both threads held the lock at the same time.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The hold count of the lock is not restored.")
public abstract class ConditionReacquiresDepth {
    private static final int DEPTH = 3;
    private static final int LONGEST_MICROS = 100;

    private final Monitor monitor;
    private final long nanos = 1_000L * ThreadLocalRandom.current().nextInt(1, LONGEST_MICROS);
    private volatile @Nullable Thread waiting;
    private volatile boolean done;
    private int count;

    /** The operations of a condition and its lock that the scenarios use. */
    public interface Monitor {
        void enter();

        void exit();

        /** Returns the hold count of the calling thread. */
        long depth();

        /** Waits, and returns whether the thread was signalled. */
        boolean await(long nanos) throws InterruptedException;

        void signal();
    }

    protected ConditionReacquiresDepth(Monitor monitor) {
        this.monitor = monitor;
    }

    protected final void await(LJI_Result r) {
        for (int i = 0; i < DEPTH; i++) {
            monitor.enter();
        }
        waiting = Thread.currentThread();
        try {
            r.r1 = monitor.await(nanos) ? "signalled" : "timed out";
        } catch (InterruptedException e) {
            r.r1 = "interrupted";
        }
        r.r2 = monitor.depth();
        count++;
        for (long i = r.r2; i > 0; i--) {
            monitor.exit();
        }
        Rendezvous.until(() -> done);
        Thread.interrupted();
    }

    protected final void disturb() {
        Thread target = Rendezvous.untilSet(() -> waiting);
        long start = System.nanoTime();
        Rendezvous.until(() -> System.nanoTime() - start > nanos);
        Rendezvous.jitter(40);
        if (Rendezvous.coin()) {
            target.interrupt();
        }
        monitor.enter();
        count++;
        monitor.signal();
        monitor.exit();
        done = true;
    }

    protected final void look(LJI_Result r) {
        r.r3 = count;
    }
}
