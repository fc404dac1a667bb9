package io.github.threading4j.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Constructs the library's own threads, which serve the whole JVM, and finds the JVM's main thread. A thread
 * constructed here may outlive the application that first needs it, so it inherits nothing from the constructing
 * thread: no thread locals, no context class loader, no thread group, no priority, and no access control context, whose
 * protection domains reference the class loaders of all callers.
 */
public final class SystemThreads {
    /** Threads inherit an access control context up to Java 23; later versions may lack the class. */
    private static final boolean INHERITS_ACCESS_CONTROL = Runtime.version().feature() < 24;

    private SystemThreads() {}

    /**
     * Constructs an unstarted thread.
     *
     * @param name the thread's name
     * @param daemon whether the JVM ends without waiting for the thread
     * @param task the task of the thread
     * @return the thread
     */
    public static Thread unstarted(String name, boolean daemon, Runnable task) {
        var thread = INHERITS_ACCESS_CONTROL ? Privileged.construct(name, task) : construct(name, task);
        thread.setDaemon(daemon);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(null);
        return thread;
    }

    private static Thread construct(String name, Runnable task) {
        return new Thread(rootGroup(), task, name, 0, false);
    }

    private static ThreadGroup rootGroup() {
        var group = Thread.currentThread().getThreadGroup();
        for (var parent = group.getParent(); parent != null; parent = group.getParent()) {
            group = parent;
        }
        return group;
    }

    /**
     * Returns the thread in which the JVM runs {@code main}. The JVM creates it before any other thread of the
     * application; the JVM's own threads never end and are in the root group.
     *
     * @return the main thread, or null if it has ended
     */
    public static @Nullable Thread main() {
        var root = rootGroup();
        var threads = new @Nullable Thread[2 * root.activeCount() + 16];
        root.enumerate(threads);
        var first = Arrays.stream(threads)
                .filter(Objects::nonNull)
                .min(Comparator.comparingLong(JavaThreads::id))
                .orElse(null);
        return first == null || first.getThreadGroup() == root ? null : first;
    }

    /** A separate class, so that a Java version without an access controller never links to it. */
    private static final class Privileged {
        /**
         * The access control context ends here: apart from this library's classes, it contains nothing of the stack or
         * of the calling thread.
         */
        @SuppressWarnings("removal")
        static Thread construct(String name, Runnable task) {
            return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> SystemThreads.construct(name, task));
        }
    }
}
