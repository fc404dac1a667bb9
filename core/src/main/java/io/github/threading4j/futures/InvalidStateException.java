package io.github.threading4j.futures;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an operation is not allowed in the current state of a future: Python's {@code InvalidStateError}.
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
