package io.github.threading4j.queue;

/**
 * Thrown by {@code put} when the queue is full, or stays full until the timeout elapses: Python's {@code queue.Full}.
 *
 * @since 0.1.0
 */
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueFullException(String message) {
        super(message);
    }
}
