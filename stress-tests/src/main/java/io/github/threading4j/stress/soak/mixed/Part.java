package io.github.threading4j.stress.soak.mixed;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A primitive in a {@link Round}, with the operations that threads perform on it and the conditions that must hold. */
abstract class Part {
    private final AtomicInteger waiting = new AtomicInteger();

    /** Performs a random operation that can block. The operation leaves no lock or permit held, however it ends. */
    abstract void take(Random random) throws Exception;

    /** Performs a random operation that does not block and that other threads can wait for. */
    abstract void give(Random random);

    /** Returns whether the thing that threads wait for is available now. */
    abstract boolean isThere();

    /** Releases all threads that still wait after the last {@link #give}. */
    abstract void end() throws InterruptedException;

    /** Checks the conditions that must hold after all threads have ended. */
    abstract void check();

    /** Returns whether a thread waits for something that is available. That thread can be about to return. */
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

    /** Returns a random time of less than a millisecond. */
    protected static Duration soon(Random random) {
        return Duration.ofNanos(random.nextInt(1_000_000));
    }

    /** Yields in some of the calls, so that other threads arrive while this one holds a lock or a permit. */
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
