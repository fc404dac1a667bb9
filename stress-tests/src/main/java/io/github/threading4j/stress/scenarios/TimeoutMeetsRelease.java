package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A timed acquire gets the lock or gives up, and nothing in between: the first actor waits some microseconds for a lock
 * that the second one releases at about the end of that time.
 *
 * <p>The results are what came of the wait, and whether the lock is unlocked when nobody holds it any more.
 */
@Outcome(id = "acquired, true", expect = Expect.ACCEPTABLE, desc = "The release came in time.")
@Outcome(
        id = "gave up, true",
        expect = Expect.ACCEPTABLE_INTERESTING,
        desc = "The time was over, and nothing was acquired.")
@Outcome(id = "gave up early, .*", expect = Expect.FORBIDDEN, desc = "The time was not over yet.")
@Outcome(id = "not held, .*", expect = Expect.FORBIDDEN, desc = "It was told that it holds what it does not hold.")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "Nobody holds it, and it is locked.")
public abstract class TimeoutMeetsRelease {
    private static final int LONGEST_MICROS = 100;

    private final Guard holder;
    private final Guard waiter;
    private final long nanos = 1_000L * ThreadLocalRandom.current().nextInt(LONGEST_MICROS);
    private volatile boolean held;
    private volatile boolean came;

    /**
     * A wait that may time out.
     *
     * @param holder the lock as it is held
     * @param waiter the same lock as it is waited for
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
