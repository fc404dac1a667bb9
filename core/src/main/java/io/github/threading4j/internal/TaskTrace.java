package io.github.threading4j.internal;

import io.github.threading4j.function.ThrowingRunnable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A submitted task that goes into the flight recording as a {@link TaskEvent} when it has run. */
final class TaskTrace {
    private static final TaskEvent PROBE = new TaskEvent();

    private final TaskEvent event = new TaskEvent();
    private final long submitted = System.nanoTime();

    private TaskTrace(String pool) {
        event.pool = pool;
        event.begin();
    }

    /** A task with its trace. */
    private record Traced<T extends @Nullable Object>(Callable<T> task, TaskTrace trace) implements Callable<T> {
        @Override
        public T call() throws Exception {
            trace.starts();
            try {
                return task.call();
            } finally {
                trace.ends();
            }
        }

        /** Returns the description of the task, which messages about a deadlock show. */
        @Override
        public String toString() {
            return String.valueOf(task);
        }
    }

    /** Returns a task that runs the given one, or the given one itself if no recording includes the event. */
    static <T extends @Nullable Object> Callable<T> of(Callable<T> task, String pool) {
        return PROBE.isEnabled() ? new Traced<>(task, new TaskTrace(pool)) : task;
    }

    /** Returns a task that runs the given one, or the given one itself if no recording includes the event. */
    static ThrowingRunnable<?> of(ThrowingRunnable<?> task, String pool) {
        if (!PROBE.isEnabled()) {
            return task;
        }
        var trace = new TaskTrace(pool);
        return (ThrowingRunnable<Throwable>) () -> {
            trace.starts();
            try {
                task.run();
            } finally {
                trace.ends();
            }
        };
    }

    private void starts() {
        event.queuedFor = System.nanoTime() - submitted;
    }

    /** Adds the event to the recording if it lasted long enough. Never fails: the future must complete. */
    private void ends() {
        try {
            event.end();
            if (event.shouldCommit()) {
                event.ranFor = System.nanoTime() - submitted - event.queuedFor;
                event.commit();
            }
        } catch (Throwable e) {
            // Left out, such as for lack of memory.
        }
    }
}
