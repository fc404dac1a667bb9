package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * The system properties with which a user enables the watch for deadlocks and the recording of holders. Read once, when
 * the program creates its first thread, lock, semaphore, queue or pool.
 */
public final class WatchProperties {
    /** The property that switches the watch on. */
    public static final String DEADLOCKS = "threading4j.deadlocks";

    /** The property with the time in seconds after which the watch reports a wait. */
    public static final String LONG_WAIT = "threading4j.longWait";

    /**
     * The property that enables recording holders, and reporting the locks that a thread or task holds when it ends.
     */
    public static final String HELD_AT_END = "threading4j.heldAtEnd";

    /**
     * The property that switches on the recording of holders, with the stack trace of every nth acquisition, where n is
     * the value.
     */
    public static final String SITES = "threading4j.sites";

    /** The property that switches on the recording of the order of locks, and the report of opposite orders. */
    public static final String LOCK_ORDER = "threading4j.lockOrder";

    /** The property with the path of the file that receives a snapshot for each finding of the watch. */
    public static final String SNAPSHOT = "threading4j.snapshot";

    private static final String[] ALL = {DEADLOCKS, LONG_WAIT, HELD_AT_END, LOCK_ORDER, SITES, SNAPSHOT};

    /** Loaded by its name, only if one of the properties is set. */
    private static final String WATCH = "io.github.threading4j.insight.PropertyWatch";

    static {
        start();
    }

    private WatchProperties() {}

    /** Starts the watch if one of the properties is set. Only the first call has an effect. */
    public static void apply() {
        // Everything happens in the initialization of the class.
    }

    private static void start() {
        try {
            if (isSet()) {
                var constructor = Class.forName(WATCH).getDeclaredConstructor();
                constructor.setAccessible(true);
                ((Runnable) constructor.newInstance()).run();
            }
        } catch (Throwable e) { // must not prevent the creation of the program's first lock
            print("No watch for deadlocks was started:", e);
        }
    }

    private static boolean isSet() {
        try {
            for (var property : ALL) {
                if (System.getProperty(property) != null) {
                    return true;
                }
            }
            return false;
        } catch (SecurityException e) { // a property that can't be read counts as not set
            return false;
        }
    }

    /**
     * Prints a message to standard error in a thread of its own: {@code System.err} may be a stream of the program that
     * needs a lock of this library, and the class of the lock may be in the middle of its initialization.
     *
     * @param message the message
     * @param cause the cause, or null
     */
    public static void print(String message, @Nullable Throwable cause) {
        SystemThreads.unstarted("threading4j-message", false, () -> Stderr.print(message, cause))
                .start();
    }
}
