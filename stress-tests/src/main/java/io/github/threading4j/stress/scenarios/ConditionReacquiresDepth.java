package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LJI_Result;

/**
 * However a wait for a condition ends, its thread has the lock again, as often as before: the first actor acquires the
 * lock three times and awaits the condition for some microseconds, the second signals or interrupts it at about the end
 * of that time.
 *
 * <p>The results are how the wait ended, how often the lock was held then, and to what both counted under the lock.
 */
@Outcome(id = "signalled, 3, 2", expect = Expect.ACCEPTABLE, desc = "Signalled, and the lock is back.")
@Outcome(id = "timed out, 3, 2", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Timed out, and the lock is back.")
@Outcome(id = "interrupted, 3, 2", expect = Expect.ACCEPTABLE_INTERESTING, desc = "Interrupted, and the lock is back.")
@Outcome(id = ".*, 3, [^2]", expect = Expect.FORBIDDEN, desc = "Two were under the lock at once.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The lock is not held as often as before.")
public abstract class ConditionReacquiresDepth {
    private static final int DEPTH = 3;
    private static final int LONGEST_MICROS = 100;

    private final Monitor monitor;
    private final long nanos = 1_000L * ThreadLocalRandom.current().nextInt(1, LONGEST_MICROS);
    private volatile @Nullable Thread waiting;
    private volatile boolean done;
    private int count;

    /** A condition with its lock, as the scenarios use it. */
    public interface Monitor {
        void enter();

        void exit();

        /** How often the calling thread holds the lock. */
        long depth();

        /** Tells whether it was signalled. */
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
