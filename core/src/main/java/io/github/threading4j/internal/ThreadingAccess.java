package io.github.threading4j.internal;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The services of the root package that other packages need beyond its public API. The root package sets the
 * implementation when its table of threads or {@code Threading} is initialized, and so before any thread of this
 * library or any excepthook exists. Until then, the defaults apply: they know only Java's threads, and report to
 * standard error. If a package depends on the root, and its reports must always go to the excepthook, it initializes
 * {@code Threading} first.
 */
public abstract class ThreadingAccess {
    private static volatile ThreadingAccess instance = new Defaults();

    /** For use by the root package. */
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
     * Calls the excepthook with an exception that can't be thrown to a caller; returns normally, whatever the hook
     * throws.
     *
     * @param exception the exception, which was thrown in the calling thread; the hook also receives this thread if the
     *     library knows it
     */
    public abstract void report(Throwable exception);

    /**
     * Calls the excepthook with an exception that was thrown earlier, in any thread; returns normally, whatever the
     * hook throws.
     *
     * @param message a description of the exception, in place of the thread's name
     * @param exception the exception
     * @param thread the result of {@link #knownThread()} in the thread that threw the exception, or null
     */
    public abstract void report(String message, Throwable exception, @Nullable Object thread);

    /**
     * Returns the object that represents the calling thread in a call of the excepthook.
     *
     * @return the NamedThread of the calling thread, or null if the library does not know the thread
     */
    public abstract @Nullable Object knownThread();

    /**
     * {@return whether the calling thread counts as a daemon} The program waits neither for a daemon nor for the work
     * that a daemon submits. A thread of this library counts as its {@code NamedThread} specifies. A foreign thread
     * that runs a task of this library counts as the task does. Any other foreign thread counts as
     * {@link Thread#isDaemon()} specifies, so a foreign virtual thread counts as a daemon. The lookup costs a type
     * check and a field read, plus a hash lookup in a virtual thread; it never registers a foreign thread.
     */
    public abstract boolean isDaemon();

    /**
     * Sets whether the calling thread counts as a daemon from now on. This determines the daemon status of the work
     * that it submits and of the threads that it creates. If the thread belongs to this library,
     * {@code NamedThread.isDaemon()} returns the same value. A thread that runs tasks counts as its current task does.
     * For the JVM, the thread's daemon status does not change.
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
     * Calls an action with each live thread that the library knows, in any order, and perhaps with threads that have
     * ended.
     *
     * @param action the action
     */
    public abstract void forEachThread(Consumer<? super Thread> action);

    /**
     * Returns the name of a thread, without registering the thread. The name of the main thread is {@code MainThread}.
     *
     * @param thread any thread
     * @return its name
     */
    public abstract String nameOf(Thread thread);

    /**
     * Returns the name of a thread that may be unknown.
     *
     * @param thread any thread, or null
     * @return its name, or null if there is no thread
     */
    public final @Nullable String nameOrNull(@Nullable Thread thread) {
        return thread == null ? null : nameOf(thread);
    }

    /**
     * Describes an object without calling a {@code toString} of the program, which might fail or wait. If the object is
     * a {@code NamedThread}, ignores that a subclass overrides the method. Describes any other object as
     * {@link Labels#describeWithoutForeignCode} does.
     *
     * @param object any object
     * @return the description
     */
    public abstract String describe(Object object);

    /**
     * Creates the error that ends a wait inside of a cancelled scope.
     *
     * @param message the message
     * @return the error
     */
    public abstract Error cancelled(@Nullable String message);

    /**
     * Returns whether an exception is thrown by a wait in a cancelled scope, or by a wait for a cancelled future, such
     * as that of a task of the same group.
     *
     * @param thrown the exception
     * @return whether it only says that something was cancelled
     */
    public abstract boolean isCancellation(Throwable thrown);

    /**
     * Returns what has failed after a cancellation: the exceptions that are suppressed in the one that results from the
     * cancellation, such as that of a {@code close}, or those of the tasks of a nested group.
     *
     * @param cancellation the exception that results from the cancellation
     * @return the exceptions, which are no cancellations themselves; may be empty
     */
    public abstract List<Throwable> failuresAfter(Throwable cancellation);

    /**
     * The implementation until the root package sets its own. It knows only Java's threads, and reports to standard
     * error.
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
            // Nothing to do: only packages that depend on the root run tasks whose daemon status differs from their
            // thread's.
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
            return Labels.describeWithoutForeignCode(object);
        }

        @Override
        public Error cancelled(@Nullable String message) {
            return new Error(message); // never seen: only packages that depend on the root create scopes
        }

        @Override
        public boolean isCancellation(Throwable thrown) {
            return false;
        }

        @Override
        public List<Throwable> failuresAfter(Throwable cancellation) {
            return List.of();
        }
    }
}
