package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.concurrent.CancellationException;

/** Recognizes the exceptions that result from the cancellation of a task. */
final class Interruptions {
    /** The maximum number of causes to follow: a chain of causes may be cyclic. */
    private static final int MOST_CAUSES = 100;

    private Interruptions() {}

    /**
     * Returns whether an exception, or one of its causes, is of a type that an interrupted or cancelled wait throws.
     */
    static boolean isOne(Throwable thrown) {
        try {
            var cause = thrown;
            for (var i = 0; cause != null && i < MOST_CAUSES; i++) {
                if (isItself(cause)) {
                    return true;
                }
                cause = cause.getCause();
            }
        } catch (Throwable e) {
            // The cause can't be read, so the exception counts as an error.
        }
        return false;
    }

    private static boolean isItself(Throwable thrown) {
        return thrown instanceof InterruptedException
                || thrown instanceof WaitInterruptedException
                || thrown instanceof CancellationException
                || thrown instanceof ClosedByInterruptException
                || thrown instanceof FileLockInterruptionException
                || (thrown instanceof InterruptedIOException && !(thrown instanceof SocketTimeoutException));
    }
}
