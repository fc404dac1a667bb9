package io.github.threading4j;

import org.jspecify.annotations.Nullable;

/**
 * Says that a wait was interrupted where the method's signature, an {@link java.util.Iterator}'s for example, allows no
 * {@link InterruptedException}. The thread's interrupted flag is set again.
 *
 * <p>It is always about the wait itself, never about what a task or a callback threw.
 *
 * @since 0.1.0
 */
public final class WaitInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception. Whoever throws it sets the thread's flag again.
     *
     * @param message what was waited for, or null
     * @param cause the interrupt, or null
     */
    public WaitInterruptedException(@Nullable String message, @Nullable InterruptedException cause) {
        super(message, cause);
    }
}
