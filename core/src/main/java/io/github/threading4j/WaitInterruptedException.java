package io.github.threading4j;

import org.jspecify.annotations.Nullable;

/**
 * An exception thrown when a wait is interrupted in a method that can't declare {@link InterruptedException}, such as a
 * method of an {@link java.util.Iterator}. The thread's interrupt status has been restored.
 *
 * <p>It always concerns the wait itself, never an exception of a task or a callback.
 *
 * @since 0.1.0
 */
public final class WaitInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception. Code that throws it must restore the thread's interrupt status.
     *
     * @param message the detail message, or null
     * @param cause the interrupt, or null
     */
    public WaitInterruptedException(@Nullable String message, @Nullable InterruptedException cause) {
        super(message, cause);
    }
}
