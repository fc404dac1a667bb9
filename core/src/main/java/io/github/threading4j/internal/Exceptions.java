package io.github.threading4j.internal;

import java.util.concurrent.CompletionException;

/** The rule for exceptions of callbacks in methods that do not declare them. */
public final class Exceptions {
    private Exceptions() {}

    /**
     * Rethrows an exception of a callback: as it is if unchecked, else wrapped once in a {@link CompletionException}.
     * For a wrapped {@link InterruptedException}, the flag is set again, so that the interrupt is not lost.
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
}
