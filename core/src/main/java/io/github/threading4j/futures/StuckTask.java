package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that {@link Executor#shutdown(java.time.Duration)} returns because it still runs.
 *
 * @param future the future of the task
 * @param thread the thread that runs the task, or null if it is unknown, for example because it is in another process
 * @param stack the stack trace of the thread, innermost call first; empty if the thread is unknown
 * @since 0.1.0
 */
public record StuckTask(Future<?> future, @Nullable Thread thread, List<StackTraceElement> stack) {
    /**
     * Creates a record.
     *
     * @param future the future of the task
     * @param thread the thread that runs the task, or null
     * @param stack the stack trace of the thread
     * @throws NullPointerException if {@code future}, {@code stack} or an element of it is null
     */
    public StuckTask {
        Checks.notNull(future, "future");
        stack = List.copyOf(Checks.notNull(stack, "stack"));
    }

    static StuckTask of(Future<?> future, @Nullable Thread thread) {
        return new StuckTask(future, thread, thread == null ? List.of() : List.of(thread.getStackTrace()));
    }

    /** Returns text like a thread dump: the future and the thread, and a line for each call. */
    @Override
    public String toString() {
        var text = new StringBuilder("StuckTask[").append(future).append(" in ").append(thread);
        for (var call : stack) {
            text.append("\n    at ").append(Labels.ofCall(call));
        }
        return text.append(']').toString();
    }
}
