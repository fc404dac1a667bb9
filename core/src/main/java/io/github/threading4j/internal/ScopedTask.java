package io.github.threading4j.internal;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs in a thread and a cancel scope of its own, and its future. The package {@code futures} implements
 * it for {@code taskgroups}, which stands above it and supplies the thread and the scope.
 *
 * @param <T> the type of the value
 */
public interface ScopedTask<T extends @Nullable Object> {
    /** What a task and its future need from the owner of the thread and the scope. */
    interface Host<T extends @Nullable Object> {
        /**
         * Runs the code of the task in its scope; called in the task's thread, at most once.
         *
         * @return the value
         * @throws Throwable the task's exception
         */
        T call() throws Throwable;

        /** Cancels the scope of the task, because its future was cancelled while the task was running. */
        void cancel();

        /**
         * Records the task's exception, before any thread can see it through the future.
         *
         * @param exception the exception that {@link #call()} has thrown
         * @param ofInterrupt whether the exception or a cause of it is of a type that an interrupted wait, or a wait
         *     for a cancelled future, throws
         * @return whether the task has failed; false if it was cancelled, and the exception only results from that
         */
        boolean fails(Throwable exception, boolean ofInterrupt);

        /** {@return the thread that runs the task, started or not} */
        Thread thread();
    }

    /** The constructor of the implementation. */
    abstract class Factory {
        private static volatile @Nullable Factory instance;

        /** For use by the implementation. */
        protected Factory() {}

        /**
         * Sets the implementation.
         *
         * @param factory the factory
         */
        public static void set(Factory factory) {
            instance = factory;
        }

        /**
         * {@return the implementation} The package {@code futures} must have been initialized.
         */
        public static Factory get() {
            return Checks.notNull(instance, "factory of scoped tasks");
        }

        /**
         * Creates a task, which is pending.
         *
         * @param host the owner of its thread and its scope
         * @param <T> the type of the value
         * @return a new task
         */
        public abstract <T extends @Nullable Object> ScopedTask<T> create(Host<T> host);
    }

    /** {@return the task's future, a {@code futures.Future}} */
    Future<T> future();

    /**
     * Runs the task in the calling thread, unless it was cancelled. Completes the future, and returns normally whatever
     * the task throws.
     */
    void run();
}
