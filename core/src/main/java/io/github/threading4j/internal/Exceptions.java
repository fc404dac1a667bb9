package io.github.threading4j.internal;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

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

    /**
     * Interrupts the calling thread again after it has caught what foreign code threw, if that is an
     * {@link InterruptedException}: the interrupt was meant for the thread, which runs that code for another's sake.
     *
     * @param thrown what was thrown, or null
     */
    public static void restoreInterrupt(@Nullable Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
