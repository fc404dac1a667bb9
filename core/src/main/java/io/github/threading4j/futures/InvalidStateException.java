package io.github.threading4j.futures;

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
}
