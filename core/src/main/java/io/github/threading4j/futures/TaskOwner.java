package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import org.jspecify.annotations.Nullable;

/** The executor of a task as seen by its future: for comparison, and for its name in reports. */
interface TaskOwner {
    /** Returns the name for reports; unlike {@code toString}, this never calls a service. */
    String name();

    /** Returns the handler that gets unretrieved exceptions of its tasks instead of the excepthook, or null. */
    default @Nullable ExceptHook unretrievedHandler() {
        return null;
    }

    /** Whether it has interrupted its tasks at its end; exceptions that result from the interrupts are not reported. */
    default boolean hasInterruptedTasks() {
        return false;
    }
}
