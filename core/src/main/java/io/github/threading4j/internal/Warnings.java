package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

/**
 * Warns in the log, or on standard error where the log drops it: without a provider, and while SLF4J looks for one,
 * which it may not find. A program that is not warned never initializes SLF4J.
 */
public final class Warnings {
    private Warnings() {}

    /**
     * Warns. What the logger throws is thrown. The calling thread must hold no locks of this library.
     *
     * @param type the class whose logger it is
     * @param message what is wrong
     * @param cause why, or null
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
