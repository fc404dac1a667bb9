package io.github.threading4j.internal;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The services of the root package that other packages need beyond its public API. The root sets the implementation
 * when its table of threads or {@code Threading} is initialized, which is before there is a thread of this library or
 * an excepthook. Until then, the defaults apply, which support only Java's threads and report to standard error. A
 * package that depends on the root and whose reports must always go to the excepthook initializes {@code Threading}
 * first.
 */
public abstract class ThreadingAccess {
    private static volatile ThreadingAccess instance = new Defaults();

    /** For the root package. */
    protected ThreadingAccess() {}

    /**
     * Sets the implementation.
     *
     * @param access the root's implementation
     */
    public static void set(ThreadingAccess access) {
        instance = access;
    }

    /**
     * Returns the implementation.
     *
     * @return the root's implementation, or the defaults
     */
    public static ThreadingAccess get() {
        return instance;
    }

    /**
     * Calls the excepthook with an exception that has no other receiver; returns normally, whatever the hook throws.
     *
     * @param exception the exception, thrown in the calling thread, which is passed to the hook if the library knows it
     */
    public abstract void report(Throwable exception);

    /**
     * Calls the excepthook with an exception that was thrown earlier, in any thread; returns normally, whatever the
     * hook throws.
     *
     * @param message a description of the exception, in place of the thread's name
     * @param exception the exception
     * @param thread the result of {@link #knownThread()} in the thread that threw it, or null
     */
    public abstract void report(String message, Throwable exception, @Nullable Object thread);

    /**
     * Returns the calling thread as it is passed to the hook.
     *
     * @return its NamedThread, or null if the library does not know it
     */
    public abstract @Nullable Object knownThread();

    /**
     * {@return whether the calling thread and the work that it submits count as daemons, for which the program does not
     * wait} A thread of this library counts as its {@code NamedThread} specifies. A foreign thread that runs a task of
     * this library counts like the task, and otherwise as {@link Thread#isDaemon()} specifies, so a foreign virtual
     * thread is a daemon. The lookup costs a type check and a field read, plus a hash lookup in a virtual thread; it
     * never registers a foreign thread.
     */
    public abstract boolean isDaemon();

    /**
     * Sets whether the calling thread counts as a daemon from now on, for the work that it submits and, if it belongs
     * to this library, for the threads that it creates and for queries. A thread that runs tasks counts like its
     * current task. For the JVM, the thread's daemon status does not change.
     *
     * @param daemon whether it counts as a daemon
     */
    public abstract void countAsDaemon(boolean daemon);

    /**
     * Returns the live threads that the library knows, including virtual threads.
     *
     * @return a new list, in the order in which they were started or first registered
     */
    public abstract List<Thread> threads();

    /**
     * Calls an action with each of these threads, in any order, and perhaps with some that have ended.
     *
     * @param action the action
     */
    public abstract void forEachThread(Consumer<? super Thread> action);

    /**
     * Returns the name of a thread without registering it: {@code MainThread} for the main thread.
     *
     * @param thread any thread
     * @return its name
     */
    public abstract String nameOf(Thread thread);

    /**
     * Describes an object in the message of an error that must not be lost: a {@code NamedThread} without calling a
     * {@code toString} that a subclass overrides, which might fail or wait, and anything else as {@link
     * Labels#describe} does.
     *
     * @param object any object
     * @return the description
     */
    public abstract String describe(Object object);

    /**
     * The implementation until the root sets its own: it knows only Java's threads and reports to standard error.
     */
    private static final class Defaults extends ThreadingAccess {
        @Override
        public void report(Throwable exception) {
            Stderr.print(headline(null), exception);
        }

        private String headline(@Nullable String message) {
            try {
                return (message != null ? message : "Exception in thread " + nameOf(Thread.currentThread())) + ":";
            } catch (OutOfMemoryError e) {
                return message != null ? message : "Exception in thread:";
            }
        }

        @Override
        public void report(String message, Throwable exception, @Nullable Object thread) {
            Stderr.print(headline(message), exception);
        }

        @Override
        public @Nullable Object knownThread() {
            return null;
        }

        @Override
        public boolean isDaemon() {
            return Thread.currentThread().isDaemon();
        }

        @Override
        public void countAsDaemon(boolean daemon) {
            // Nothing to do: only packages that depend on the root run work whose status differs from its thread's.
        }

        @Override
        public List<Thread> threads() {
            return List.of();
        }

        @Override
        public void forEachThread(Consumer<? super Thread> action) {}

        @Override
        public String nameOf(Thread thread) {
            return thread == SystemThreads.main() ? "MainThread" : thread.getName();
        }

        @Override
        public String describe(Object object) {
            return Labels.describe(object);
        }
    }
}
