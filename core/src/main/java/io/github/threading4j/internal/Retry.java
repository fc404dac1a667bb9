package io.github.threading4j.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What a thread must get done because others wait for it: where that fails, mostly for lack of memory, the failure is
 * reported, and it is tried again. A constant, so that it is there when there is no memory to make it or to load a
 * class.
 *
 * @param <T> the type of what it is done to
 */
public final class Retry<T> {
    /** For the memory to come back. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Consumer<? super T> step;

    /**
     * Makes it beforehand.
     *
     * @param step what to do; it may have been done in part before
     */
    public Retry(Consumer<? super T> step) {
        this.step = step;
    }

    /**
     * Does it until it has returned normally.
     *
     * @param subject what it is done to
     */
    public void untilDone(T subject) {
        for (var done = false; !done; ) {
            try {
                step.accept(subject);
                done = true;
            } catch (Throwable e) {
                reportAndPause(e);
            }
        }
    }

    /**
     * Reports a failure and waits for a moment, for a loop that is not of the usual shape. Returns normally.
     *
     * @param failure why it is going to be tried again
     */
    public static void reportAndPause(Throwable failure) {
        try {
            ThreadingAccess.get().report(failure);
            LockSupport.parkNanos(PAUSE_NANOS);
        } catch (Throwable e) {
            Thread.yield(); // a virtual thread needs memory to wait
        }
    }
}
