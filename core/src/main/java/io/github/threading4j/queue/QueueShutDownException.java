package io.github.threading4j.queue;

/**
 * Thrown by {@code put} when the queue was shut down, and by {@code get} when it is also empty: Python's {@code
 * queue.ShutDown}.
 *
 * @since 0.1.0
 */
public final class QueueShutDownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueShutDownException(String message) {
        super(message);
    }
}
