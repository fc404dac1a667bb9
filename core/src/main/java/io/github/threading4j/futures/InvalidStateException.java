package io.github.threading4j.futures;

import org.jspecify.annotations.Nullable;

/**
 * Says that a future is done already, or not done yet: Python's {@code InvalidStateError}.
 *
 * @since 0.1.0
 */
public final class InvalidStateException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InvalidStateException(String message) {
        super(message);
    }

    InvalidStateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
