package io.github.threading4j.stress.soak.mixed;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One primitive in a {@link Round}: what threads do with it, and what must hold of it. */
abstract class Part {
    private final AtomicInteger waiting = new AtomicInteger();

    /** One operation at random, which may wait; it leaves nothing held, however it ends. */
    abstract void take(Random random) throws Exception;

    /** One operation at random that waits for nobody, and for which others may wait. */
    abstract void give(Random random);

    /** Whether what a thread may wait for is there now. */
    abstract boolean isThere();

    /** Lets everybody go on who waits for what nobody gives any more. */
    abstract void end() throws InterruptedException;

    /** Whether what must hold does, when all threads have ended. */
    abstract void check();

    /** Whether a thread waits for what is there; it may be about to see it. */
    final boolean isStuck() {
        return waiting.get() > 0 && isThere();
    }

    /** Waits without a limit. */
    protected final <T extends @Nullable Object> T awaiting(Callable<T> wait) throws Exception {
        waiting.incrementAndGet();
        try {
            return wait.call();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** A time that is over soon. */
    protected static Duration soon(Random random) {
        return Duration.ofNanos(random.nextInt(1_000_000));
    }

    /** Some work, so that others come meanwhile. */
    protected static void linger(Random random) {
        if (random.nextInt(4) == 0) {
            Thread.yield();
        }
    }

    protected final void expect(String what, long actual, long expected) {
        if (actual != expected) {
            throw new AssertionError(what + " of " + this + ": " + actual + " (expected " + expected + ")");
        }
    }
}
