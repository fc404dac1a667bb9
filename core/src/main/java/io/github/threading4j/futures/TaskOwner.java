package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import org.jspecify.annotations.Nullable;

/** The executor of a task, as its future knows it: to be compared, and to be named in reports. */
interface TaskOwner {
    /** What reports call it: not by its {@code toString}, which may ask a service what it is. */
    String name();

    /** What gets unretrieved exceptions of its tasks instead of the excepthook, or null. */
    default @Nullable ExceptHook unretrievedHandler() {
        return null;
    }
}
