package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What the excepthook is told: Python's {@code threading.ExceptHookArgs}.
 *
 * <p><b>Differences from Python.</b> {@code exc_type} and {@code exc_traceback} are part of the exception.
 *
 * @param exception what was thrown and caught by nobody
 * @param thread the thread that threw it, or null if it is not known or not the thread's own
 * @since 0.1.0
 */
public record ExceptHookArgs(Throwable exception, @Nullable NamedThread thread) {
    /**
     * Makes the arguments of one call.
     *
     * @param exception what was thrown
     * @param thread the thread that threw it, or null
     * @throws NullPointerException if {@code exception} is null
     */
    public ExceptHookArgs {
        Checks.notNull(exception, "exception");
    }
}
