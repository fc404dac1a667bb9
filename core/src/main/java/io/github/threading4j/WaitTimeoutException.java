package io.github.threading4j;

import org.jspecify.annotations.Nullable;

/**
 * Says that a wait took too long where the method's signature, an {@link java.util.Iterator}'s for example, allows no
 * {@link java.util.concurrent.TimeoutException}.
 *
 * <p>It is always about the wait itself, never about what a task or a callback threw.
 *
 * @since 0.1.0
 */
public final class WaitTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was waited for, or null
     */
    public WaitTimeoutException(@Nullable String message) {
        super(message);
    }
}
