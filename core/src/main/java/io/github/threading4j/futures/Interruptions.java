package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.concurrent.CancellationException;

/** Tells what a task throws because it was cancelled from what it throws for a reason of its own. */
final class Interruptions {
    /** Exceptions may be each other's cause. */
    private static final int MOST_CAUSES = 100;

    private Interruptions() {}

    /** Whether it is what an interrupted or cancelled wait throws, or has that as a cause. */
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
            // It can't say, so it counts as an error.
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
