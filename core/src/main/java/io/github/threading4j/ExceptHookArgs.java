package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What the excepthook is told: Python's {@code threading.ExceptHookArgs}.
 *
 * <p><b>Differences from Python.</b> {@code exc_type} and {@code exc_traceback} are part of the exception. The message
 * is what {@code err_msg} is for {@code sys.unraisablehook}.
 *
 * @param exception what was thrown and not caught
 * @param thread the thread that threw it, which may have ended since; or null if it is not known or not the thread's
 *     own
 * @param message what the exception is about, where that is not just its thread, such as {@code Exception in a task of
 *     ThreadPoolExecutor-0 that was never retrieved}; or null
 * @since 0.1.0
 */
public record ExceptHookArgs(
        Throwable exception,
        @Nullable NamedThread thread,
        @Nullable String message) {
    /**
     * Creates the arguments of one call.
     *
     * @param exception what was thrown
     * @param thread the thread that threw it, or null
     * @param message what the exception is about, or null
     * @throws NullPointerException if {@code exception} is null
     */
    public ExceptHookArgs {
        Checks.notNull(exception, "exception");
    }

    /**
     * Creates the arguments of one call without a message.
     *
     * @param exception what was thrown
     * @param thread the thread that threw it, or null
     * @throws NullPointerException if {@code exception} is null
     */
    public ExceptHookArgs(Throwable exception, @Nullable NamedThread thread) {
        this(exception, thread, null);
    }
}
