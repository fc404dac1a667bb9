package io.github.threading4j.futures;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.ThreadingAccess;
import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A callable that runs a task without a value and returns null; its {@code toString} returns that of the task. */
record TargetTask(Target target) implements Callable<@Nullable Void> {
    /** Returns a task that is serializable if the target is. */
    static Callable<@Nullable Void> of(Target target) {
        return target instanceof Serializable ? new SerializableTask(target) : new TargetTask(target);
    }

    @Override
    public @Nullable Void call() throws Exception {
        target.run();
        return null;
    }

    /** Shown in the message of a {@code DeadlockException}. */
    @Override
    public String toString() {
        return String.valueOf(target);
    }

    private record SerializableTask(Target target) implements Callable<@Nullable Void>, Serializable {
        @Override
        public @Nullable Void call() throws Exception {
            target.run();
            return null;
        }

        @Override
        public String toString() {
            return String.valueOf(target);
        }
    }

    /** A task without a future, whose exception goes to the excepthook. */
    record Unobserved(Runnable task) implements Callable<@Nullable Void> {
        @Override
        public @Nullable Void call() {
            try {
                task.run();
            } catch (Throwable e) {
                ThreadingAccess.get().report(e);
            }
            return null;
        }

        @Override
        public String toString() {
            return String.valueOf(task);
        }
    }
}
