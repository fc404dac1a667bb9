package io.github.threading4j.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A step that must succeed because other threads depend on it: if it fails, usually for lack of memory, the failure is
 * reported and the step is retried. Instances are constants, so that they exist when there is no memory to create them
 * or to load a class.
 *
 * @param <T> the type of the step's argument
 */
public final class Retry<T> {
    /** The pause until the next attempt, for memory to become available. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Consumer<? super T> step;

    /**
     * Creates a step in advance.
     *
     * @param step the step, which must tolerate being repeated after an attempt that was only partly completed
     */
    public Retry(Consumer<? super T> step) {
        this.step = step;
    }

    /**
     * Runs the step until it returns normally.
     *
     * @param subject the argument of the step
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
     * Reports a failure and pauses, for loops that can't use {@link #untilDone}. Always returns normally.
     *
     * @param failure the reason for the next attempt
     */
    public static void reportAndPause(Throwable failure) {
        try {
            ThreadingAccess.get().report(failure);
            LockSupport.parkNanos(PAUSE_NANOS);
        } catch (Throwable e) {
            Thread.yield(); // the pause may have failed: a virtual thread needs memory to park
        }
    }
}
