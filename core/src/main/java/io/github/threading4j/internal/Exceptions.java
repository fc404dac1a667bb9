package io.github.threading4j.internal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Helpers for methods that run callbacks but do not declare the exceptions that the callbacks throw. */
public final class Exceptions {
    private Exceptions() {}

    /**
     * Rethrows an exception thrown by a callback, unchanged if it is unchecked, and otherwise wrapped in a
     * {@link CompletionException}. If it is an {@link InterruptedException}, also restores the calling thread's
     * interrupt status, so that the interrupt is not lost.
     *
     * @param thrown the exception
     * @param what the callback, for the message
     * @return never; declared so that {@code throw rethrow(...)} tells the compiler that nothing follows
     */
    public static RuntimeException rethrow(Throwable thrown, String what) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        throw new CompletionException(what + " failed: " + Labels.describe(thrown), thrown);
    }

    /**
     * Returns whether an exception is of a class in which a future wraps the exception of its task.
     *
     * @param thrown the exception
     * @return whether its cause, if it has one, is that of the task
     */
    public static boolean isOfFuture(Throwable thrown) {
        var type = thrown.getClass(); // not a subclass, whose getCause() could be foreign code
        return type == CompletionException.class || type == ExecutionException.class;
    }

    /**
     * Restores the calling thread's interrupt status if foreign code has thrown an {@link InterruptedException}: the
     * interrupt was meant for the thread, not only for that code.
     *
     * @param thrown the exception that the foreign code has thrown, or null
     */
    public static void restoreInterrupt(@Nullable Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
