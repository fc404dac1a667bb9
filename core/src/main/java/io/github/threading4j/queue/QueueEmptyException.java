package io.github.threading4j.queue;

/**
 * Thrown by {@code get} when the queue is empty, or stays empty until the timeout elapses: Python's {@code
 * queue.Empty}.
 *
 * @since 0.1.0
 */
public final class QueueEmptyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueEmptyException(String message) {
        super(message);
    }
}
