package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timed acquire either acquires the lock or gives up: the first actor waits some microseconds for a lock that the
 * second releases at about the time of the timeout.
 *
 * <p>The results are the outcome of the wait, and whether the lock is unlocked after both have released it.
 */
@Outcome(id = "acquired, true", expect = Expect.ACCEPTABLE, desc = "The lock was released in time.")
@Outcome(
        id = "gave up, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The wait timed out, and nothing was acquired.")
@Outcome(id = "gave up early, .*", expect = Expect.FORBIDDEN, desc = "The wait ended before its timeout.")
@Outcome(id = "not held, .*", expect = Expect.FORBIDDEN, desc = "The acquire returned true, but the lock is not held.")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "No thread holds the lock, but it is locked.")
public abstract class TimeoutMeetsRelease {
    private static final int LONGEST_MICROS = 100;

    private final Guard holder;
    private final Guard waiter;
    private final long nanos = 1_000L * ThreadLocalRandom.current().nextInt(LONGEST_MICROS);
    private volatile boolean held;
    private volatile boolean came;

    /**
     * Creates a wait that can time out.
     *
     * @param holder the guard that the second actor holds
     * @param waiter a guard of the same lock, for which the first actor waits
     */
    protected TimeoutMeetsRelease(Guard holder, Guard waiter) {
        this.holder = holder;
        this.waiter = waiter;
    }

    protected final void await(LZ_Result r) {
        Rendezvous.until(() -> held);
        came = true;
        long start = System.nanoTime();
        if (waiter.acquireUninterrupted(nanos)) {
            r.r1 = waiter.tryRelease() ? "acquired" : "not held";
        } else {
            r.r1 = System.nanoTime() - start < nanos ? "gave up early" : "gave up";
        }
    }

    protected final void release() {
        holder.enter();
        held = true;
        Rendezvous.until(() -> came);
        long end = System.nanoTime() + nanos;
        Rendezvous.until(() -> System.nanoTime() - end > 0);
        Rendezvous.jitter(100);
        holder.release();
    }

    protected final void look(LZ_Result r) {
        r.r2 = !holder.locked();
    }
}
