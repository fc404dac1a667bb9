package io.github.threading4j.insight;

import io.github.threading4j.internal.Warnings;
import io.github.threading4j.internal.WatchProperties;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Starts the watch that the system properties describe; its findings are logged as warnings. A property with a wrong
 * value is ignored, with a message on standard error: the program's logging must not be initialized here, since the
 * class of a lock may be in the middle of its own initialization.
 */
final class PropertyWatch implements Runnable {
    @Override
    public void run() {
        var deadlocks = System.getProperty(WatchProperties.DEADLOCKS);
        var longWait = longWait(System.getProperty(WatchProperties.LONG_WAIT));
        if (deadlocks != null && !deadlocks.equals("report") && !deadlocks.equals("off")) {
            ignore(WatchProperties.DEADLOCKS, deadlocks, "off or report");
            deadlocks = null;
        }
        if (longWait.isPresent()) {
            var withDeadlocks = !"off".equals(deadlocks);
            Insight.watch(WatchOptions.defaults().longerThan(longWait.getAsDouble()), finding -> {
                if (withDeadlocks || finding instanceof LongWait) {
                    log(finding);
                }
            });
        } else if ("report".equals(deadlocks)) {
            Insight.watch(WatchOptions.defaults(), PropertyWatch::log);
        }
    }

    private static void log(Finding finding) {
        Warnings.warn(Insight.class, finding.toString(), null);
    }

    private static OptionalDouble longWait(@Nullable String value) {
        try {
            var seconds = value == null ? 0 : Double.parseDouble(value);
            if (seconds > 0 && Double.isFinite(seconds)) {
                return OptionalDouble.of(seconds);
            }
        } catch (NumberFormatException e) {
            // the same message
        }
        if (value != null) {
            ignore(WatchProperties.LONG_WAIT, value, "a number of seconds, more than 0");
        }
        return OptionalDouble.empty();
    }

    private static void ignore(String property, String value, String expected) {
        WatchProperties.print("Ignored " + property + "=" + value + " (expected " + expected + ")", null);
    }
}
