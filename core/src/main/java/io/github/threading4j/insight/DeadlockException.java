package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a wait would never end, because it is part of a {@link Deadlock} or would complete one. The wait has no
 * effect. The other threads of the deadlock continue when the thread that gets this exception does what they wait for.
 *
 * <p>If a watch is {@linkplain WatchOptions#throwing() throwing}, one thread of each deadlock that only its own threads
 * could end gets this exception.
 *
 * <p>A pool worker gets this exception if it begins to wait for a task of its own pool while all other workers of the
 * pool already wait for such tasks. A task that waits for its own result gets it, too.
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
     * @param deadlock the deadlock that the thread is part of or would have completed
     * @throws NullPointerException if an argument is null
     */
    public DeadlockException(String message, Deadlock deadlock) {
        super(Checks.notNull(message, "message"));
        this.deadlock = Checks.notNull(deadlock, "deadlock");
    }

    /**
     * {@return the deadlock that the thread was part of or would have completed, with the stack traces at the time when
     * it was found; null if this exception was deserialized}
     */
    public @Nullable Deadlock deadlock() {
        return deadlock;
    }
}
