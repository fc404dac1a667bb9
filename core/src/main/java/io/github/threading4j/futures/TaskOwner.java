package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import org.jspecify.annotations.Nullable;

/** The executor of a task, as seen by the task and by reports of its exceptions. */
interface TaskOwner {
    /** Returns the name for reports; unlike {@code toString}, this never calls a service. */
    String name();

    /** Returns the handler that gets unretrieved exceptions of its tasks instead of the excepthook, or null. */
    default @Nullable ExceptHook unretrievedHandler() {
        return null;
    }

    /**
     * Returns whether the executor has interrupted its tasks to shut down; exceptions that result from this are not
     * reported.
     */
    default boolean hasInterruptedTasks() {
        return false;
    }
}
