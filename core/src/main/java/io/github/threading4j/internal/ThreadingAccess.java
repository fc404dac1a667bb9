package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * What the other packages need of the root package beyond its public API. The root hands it in when it is loaded, which
 * is before anybody can have a thread of this library.
 */
public abstract class ThreadingAccess {
    private static volatile @Nullable ThreadingAccess instance;

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
     * The root's implementation.
     *
     * @return what the root handed in
     */
    public static ThreadingAccess get() {
        if (instance == null) {
            loadRoot();
        }
        return Checks.notNull(instance, "root access");
    }

    /** A future that somebody made without an executor may be the first of this library to be used. */
    private static void loadRoot() {
        try {
            Class.forName("io.github.threading4j.NamedThread");
        } catch (ClassNotFoundException e) {
            throw new AssertionError("a part of the library is missing", e);
        }
    }

    /**
     * Calls the excepthook with an exception that nobody can receive; returns normally, whatever the hook does.
     *
     * @param exception what was thrown in the calling thread, which the hook is told of if it is known to the library
     */
    public abstract void report(Throwable exception);

    /**
     * Calls the excepthook with an exception that was thrown earlier, in whatever thread; returns normally, whatever the
     * hook does.
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
     * Returns whether the calling thread counts as a daemon, and so does the work that it submits: the program does not
     * wait for either. A thread of this library counts as its {@code NamedThread} says, a foreign one as the task of ours
     * that it runs or else as {@link Thread#isDaemon()} says, so a foreign virtual thread is a daemon. The lookup costs a
     * type check and a field read, and a hash lookup in a virtual thread; it never registers a foreign thread.
     *
     * @return whether it is a daemon
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
}
