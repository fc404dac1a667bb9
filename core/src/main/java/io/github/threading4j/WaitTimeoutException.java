package io.github.threading4j;

import org.jspecify.annotations.Nullable;

/**
 * An exception thrown when a wait times out in a method that can't declare
 * {@link java.util.concurrent.TimeoutException}, such as a method of an {@link java.util.Iterator}.
 *
 * <p>It always concerns the wait itself, never an exception of a task or a callback.
 *
 * @since 0.1.0
 */
public final class WaitTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the detail message, or null
     */
    public WaitTimeoutException(@Nullable String message) {
        super(message);
    }
}
