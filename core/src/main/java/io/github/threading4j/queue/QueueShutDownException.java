package io.github.threading4j.queue;

/**
 * Says that a queue was shut down, to a {@code put}, or to a {@code get} from one that is also empty:
 * Python's {@code queue.ShutDown}.
 *
 * @since 0.1.0
 */
public final class QueueShutDownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueShutDownException(String message) {
        super(message);
    }
}
