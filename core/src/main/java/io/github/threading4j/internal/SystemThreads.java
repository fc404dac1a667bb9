package io.github.threading4j.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Constructs the library's own threads, which serve the whole JVM, and finds the JVM's main thread. A thread
 * constructed here may outlive the application that first needs it, so it inherits nothing from the constructing
 * thread: no thread locals, no context class loader, no thread group, no priority, and no access control context, whose
 * protection domains reference the class loaders of all callers.
 */
public final class SystemThreads {
    /** Up to Java 23, threads inherit an access control context; later versions may lack the class for it. */
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
     * Returns the thread in which the JVM runs {@code main}. The JVM creates the main thread before all other threads,
     * so it has the lowest id. Once the main thread has ended, one of the JVM's own threads has the lowest id; these
     * threads never end and are in the root group.
     *
     * @return the main thread, or null if it has ended
     */
    public static @Nullable Thread main() {
        var first = platform().stream()
                .min(Comparator.comparingLong(JavaThreads::id))
                .orElse(null);
        return first == null || first.getThreadGroup() == rootGroup() ? null : first;
    }

    /**
     * Returns the live platform threads of the JVM.
     *
     * @return a new list
     */
    public static List<Thread> platform() {
        var root = rootGroup();
        var threads = new Thread[root.activeCount() + 16];
        var count = root.enumerate(threads);
        while (count == threads.length) { // the array may have been too small for all threads
            threads = new Thread[2 * count];
            count = root.enumerate(threads);
        }
        return List.of(Arrays.copyOf(threads, count));
    }

    /** A separate class, which is never loaded in a Java version without an access controller. */
    private static final class Privileged {
        /**
         * Constructs a thread whose access control context contains this library's classes, but nothing else from the
         * stack or from the calling thread.
         */
        @SuppressWarnings("removal")
        static Thread construct(String name, Runnable task) {
            return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> SystemThreads.construct(name, task));
        }
    }
}
