package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

/**
 * Logs warnings, and prints them to standard error if the log drops them: without a provider, and while SLF4J looks for
 * one, which it may not find. A program without warnings never initializes SLF4J.
 */
public final class Warnings {
    private Warnings() {}

    /**
     * Logs a warning. Exceptions of the logger are propagated. The calling thread must hold no locks of this library.
     *
     * @param type the class whose logger is used
     * @param message the message
     * @param cause the cause, or null
     */
    public static void warn(Class<?> type, String message, @Nullable Throwable cause) {
        var log = LoggerFactory.getLogger(type);
        var dropped = log instanceof NOPLogger || (log instanceof SubstituteLogger early && early.isDelegateNull());
        log.warn(message, cause);
        if (dropped) {
            Stderr.print(message, cause);
        }
    }
}
