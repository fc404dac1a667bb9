package io.github.threading4j.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the other packages need of the root package beyond its public API. The root hands it in when its table of
 * threads or {@code Threading} is initialized, which is before there is a thread of this library or an excepthook.
 * Until then the defaults hold, which know Java's threads alone and report to standard error. A package above the root,
 * whose reports belong to the excepthook from the beginning, initializes {@code Threading} first.
 */
public abstract class ThreadingAccess {
    private static volatile ThreadingAccess instance = new Defaults();

    /** For the root. */
    protected ThreadingAccess() {}

    /**
     * Hands it in.
     *
     * @param access the root's implementation
     */
    public static void set(ThreadingAccess access) {
        instance = access;
    }

    /**
     * Returns what was handed in.
     *
     * @return the root's implementation, or the defaults
     */
    public static ThreadingAccess get() {
        return instance;
    }

    /**
     * Calls the excepthook with an exception that nobody can receive; returns normally, whatever the hook does.
     *
     * @param exception what was thrown in the calling thread, which the hook is told of if it is known to the library
     */
    public abstract void report(Throwable exception);

    /**
     * Calls the excepthook with an exception that was thrown earlier, in whatever thread; returns normally, whatever
     * the hook does.
     *
     * @param message what the exception is about, in place of the thread's name
     * @param exception what was thrown
     * @param thread what {@link #knownThread()} returned in the thread that threw it, or null
     */
    public abstract void report(String message, Throwable exception, @Nullable Object thread);

    /**
     * Returns the calling thread as the hook is to be told of it.
     *
     * @return its NamedThread, or null if it is not known to the library
     */
    public abstract @Nullable Object knownThread();

    /**
     * {@return whether the calling thread counts as a daemon, and so does the work that it submits: the program does
     * not wait for either} A thread of this library counts as its {@code NamedThread} says, a foreign one as the task
     * of ours that it runs or else as {@link Thread#isDaemon()} says, so a foreign virtual thread is a daemon. The
     * lookup costs a type check and a field read, and a hash lookup in a virtual thread; it never registers a foreign
     * thread.
     */
    public abstract boolean isDaemon();

    /**
     * Makes the calling thread count as a daemon or not from now on: for the work that it submits and, if it is one of
     * ours, for the threads that it creates and anyone that asks. A thread that runs tasks counts as its task does. To
     * the JVM the thread stays what it was started as.
     *
     * @param daemon whether it counts as a daemon
     */
    public abstract void countAsDaemon(boolean daemon);

    /**
     * Returns the live threads that the library knows, virtual threads included.
     *
     * @return a new list, in the order in which they were started or first asked for themselves
     */
    public abstract List<Thread> threads();

    /**
     * Returns what a thread is called, without registering it: {@code MainThread} for the main thread.
     *
     * @param thread any thread
     * @return its name
     */
    public abstract String nameOf(Thread thread);

    /**
     * Describes a {@code NamedThread} without calling a {@code toString} that a subclass overrides.
     *
     * @param thread the NamedThread
     * @return what {@code NamedThread.toString} shows
     */
    public abstract String describe(Object thread);

    /**
     * What holds as long as no thread of this library exists and no excepthook is set: Java's threads, standard error.
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
            // Work that counts otherwise than its thread is submitted by packages that use the root.
        }

        @Override
        public List<Thread> threads() {
            return List.of();
        }

        @Override
        public String nameOf(Thread thread) {
            return thread == SystemThreads.main() ? "MainThread" : thread.getName();
        }

        @Override
        public String describe(Object thread) {
            return Labels.describe(thread);
        }
    }
}
