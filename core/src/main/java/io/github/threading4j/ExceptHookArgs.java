package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the excepthook: Python's {@code threading.ExceptHookArgs}.
 *
 * <p><b>Differences from Python.</b> {@code exc_type} and {@code exc_traceback} are part of the exception. The message
 * corresponds to {@code err_msg} of {@code sys.unraisablehook}.
 *
 * @param exception the uncaught exception
 * @param thread the thread that threw it, which may have ended since; null if it is unknown, as for some tasks of an
 *     executor that uses an {@code ExecutorService}
 * @param message the origin of the exception, such as
 *     {@code Exception in a task of ThreadPoolExecutor-0 that was never retrieved}; null if the exception simply ends
 *     its thread
 * @since 0.1.0
 */
public record ExceptHookArgs(
        Throwable exception,
        @Nullable NamedThread thread,
        @Nullable String message) {
    /**
     * Creates the arguments of one call.
     *
     * @param exception the uncaught exception
     * @param thread the thread that threw it, or null
     * @param message the origin of the exception, or null
     * @throws NullPointerException if {@code exception} is null
     */
    public ExceptHookArgs {
        Checks.notNull(exception, "exception");
    }

    /**
     * Creates the arguments of one call without a message.
     *
     * @param exception the uncaught exception
     * @param thread the thread that threw it, or null
     * @throws NullPointerException if {@code exception} is null
     */
    public ExceptHookArgs(Throwable exception, @Nullable NamedThread thread) {
        this(exception, thread, null);
    }
}
