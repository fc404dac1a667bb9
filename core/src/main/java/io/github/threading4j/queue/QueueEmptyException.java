package io.github.threading4j.queue;

/**
 * Says that a {@code get} that does not wait found nothing, or one that does found nothing in time: Python's {@code
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
