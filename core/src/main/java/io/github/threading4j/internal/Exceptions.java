package io.github.threading4j.internal;

import java.util.concurrent.CompletionException;

/** The one rule for what a callback throws into a method that declares nothing of the kind. */
public final class Exceptions {
    private Exceptions() {}

    /**
     * Hands on what a callback threw: as it is if unchecked, else wrapped once in a {@link CompletionException}. A
     * wrapped {@link InterruptedException} sets the flag again, so that the interrupt is not lost.
     *
     * @param thrown what the callback threw
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
