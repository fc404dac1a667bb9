package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

/**
 * Logs warnings. A warning that would not be logged is printed to standard error instead: SLF4J may have no provider or
 * still be looking for one, or the logger may fail. A program without warnings never initializes SLF4J.
 */
public final class Warnings {
    private Warnings() {}

    /**
     * Logs a warning. If the logger throws an exception, prints the warning and then propagates the exception. The
     * calling thread must hold no locks of this library.
     *
     * @param type the class whose logger is used
     * @param message the message
     * @param cause the cause, or null
     */
    public static void warn(Class<?> type, String message, @Nullable Throwable cause) {
        var dropped = true;
        try {
            var log = LoggerFactory.getLogger(type);
            var goesNowhere =
                    log instanceof NOPLogger || (log instanceof SubstituteLogger early && early.isDelegateNull());
            log.warn(message, cause);
            dropped = goesNowhere;
        } finally {
            if (dropped) {
                Stderr.print(message, cause);
            }
        }
    }
}
