package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that did not end when its executor was to: what {@link Executor#shutdown(java.time.Duration)} returns.
 *
 * @param future its future
 * @param thread the thread that runs it, or null if that is not known, as when it runs in another process
 * @param stack where that thread is, the innermost call first; empty if the thread is not known
 * @since 0.1.0
 */
public record StuckTask(Future<?> future, @Nullable Thread thread, List<StackTraceElement> stack) {
    /**
     * Makes a record of it.
     *
     * @param future its future
     * @param thread the thread that runs it, or null
     * @param stack where that thread is
     * @throws NullPointerException if {@code future}, {@code stack} or a call in it is null
     */
    public StuckTask {
        Checks.notNull(future, "future");
        stack = List.copyOf(Checks.notNull(stack, "stack"));
    }

    static StuckTask of(Future<?> future, @Nullable Thread thread) {
        return new StuckTask(future, thread, thread == null ? List.of() : List.of(thread.getStackTrace()));
    }

    /** Reads like a thread dump: the future and the thread, and a line for each call. */
    @Override
    public String toString() {
        var text = new StringBuilder("StuckTask[").append(future).append(" in ").append(thread);
        for (var call : stack) {
            text.append("\n    at ").append(call);
        }
        return text.append(']').toString();
    }
}
