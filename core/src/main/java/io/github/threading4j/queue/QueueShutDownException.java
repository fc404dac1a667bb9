package io.github.threading4j.queue;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@code put} when the queue was shut down, and by {@code get} when it is also empty: Python's {@code
 * queue.ShutDown}.
 *
 * @since 0.1.0
 */
public final class QueueShutDownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The queue that threw this exception, or null once deserialized; weak, so that a stored exception does not retain
     * the items.
     */
    private final transient @Nullable WeakReference<Object> core;

    /**
     * Creates an exception.
     *
     * @param core the implementation of the queue that throws it
     * @param message the message
     */
    QueueShutDownException(Object core, String message) {
        super(message);
        this.core = new WeakReference<>(core);
    }

    /**
     * Returns whether the given queue threw this exception, rather than another queue that a comparator or store uses.
     */
    boolean isOf(Object thisCore) {
        return core != null && core.refersTo(thisCore);
    }
}
