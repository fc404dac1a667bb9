package io.github.threading4j.internal;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/** Tells when nobody has an object any more. One daemon thread of the JVM does, from the first such object on. */
public final class ExecutorCleaner {
    /** Made when it is first needed: there may be no thread for it at first, and one later. */
    private static @Nullable Cleaner cleaner;

    private ExecutorCleaner() {}

    /**
     * Has something done once an object was collected, as a callback of Python's {@code weakref.ref} is.
     *
     * @param object the object
     * @param action what to do then, once, in a thread of its own; must not hold on to the object, and should be short
     * @return does it now, and no more then; until either, the action is held by the JVM, and with it its classes
     * @throws OutOfMemoryError if there is no memory, or no thread
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
