package io.github.threading4j.internal;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * A cleaner that runs actions once objects have been collected. It has a single daemon thread, which starts with the
 * first registration.
 */
public final class ExecutorCleaner {
    /**
     * Created on first use and not in a static initializer: if its thread can't be started at first, a later attempt
     * may succeed.
     */
    private static @Nullable Cleaner cleaner;

    private ExecutorCleaner() {}

    /**
     * Registers an action to run once an object has been collected, like a callback of Python's {@code weakref.ref}.
     *
     * @param object the object
     * @param action the action, which runs once, in a separate thread; must not reference the object, and should be
     *     short
     * @return a handle that runs the action early; the JVM references the action and its classes until the action has
     *     run
     * @throws OutOfMemoryError if there is not enough memory, or the thread can't be started
     */
    public static Cleaner.Cleanable tell(Object object, Runnable action) {
        return cleaner().register(object, action);
    }

    private static synchronized Cleaner cleaner() {
        var made = cleaner;
        if (made == null) {
            made = Cleaner.create();
            cleaner = made;
        }
        return made;
    }
}
