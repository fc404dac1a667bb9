package io.github.threading4j.queue;

/**
 * Says that a {@code put} that does not wait found no room, or one that does found none in time: Python's {@code
 * queue.Full}.
 *
 * @since 0.1.0
 */
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueFullException(String message) {
        super(message);
    }
}
