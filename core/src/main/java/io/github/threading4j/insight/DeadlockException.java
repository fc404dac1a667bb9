package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a wait that would never end: the thread would complete a {@link Deadlock}. The wait has had no effect, and
 * the other threads of the deadlock continue when this one does what they wait for.
 *
 * <p>The last worker of a pool that would wait for a task of its own pool, while all others do so, gets this exception,
 * and a task that waits for its own result does, too.
 *
 * @since 0.1.0
 */
public final class DeadlockException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** The deadlock, which is not serialized: it contains threads. */
    private final transient @Nullable Deadlock deadlock;

    /**
     * Creates an exception.
     *
     * @param message the detail message
     * @param deadlock the deadlock that the thread would have completed
     * @throws NullPointerException if an argument is null
     */
    public DeadlockException(String message, Deadlock deadlock) {
        super(Checks.notNull(message, "message"));
        this.deadlock = Checks.notNull(deadlock, "deadlock");
    }

    /**
     * {@return the deadlock that the thread would have completed, with the stack traces of the moment at which it was
     * found; null if this exception was deserialized}
     */
    public @Nullable Deadlock deadlock() {
        return deadlock;
    }
}
