package io.github.threading4j.insight;

import io.github.threading4j.internal.Warnings;
import io.github.threading4j.internal.WatchProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts the watch and the recording that the system properties describe; findings are logged as warnings, and a
 * snapshot is written to a file if the properties name one. A property
 * with a wrong value is ignored, with a message on standard error: the program's logging must not be initialized here,
 * since the class of a lock may be in the middle of its own initialization.
 */
final class PropertyWatch implements Runnable {
    /** The interval, in seconds, of a watch that ends deadlocks: the program waits meanwhile. */
    private static final double WHEN_THROWING = 0.2;

    private final @Nullable String deadlocks = choice(WatchProperties.DEADLOCKS, "off", "report", "throw");
    private final @Nullable String heldAtEnd = choice(WatchProperties.HELD_AT_END, "off", "report");
    private final @Nullable String lockOrder = choice(WatchProperties.LOCK_ORDER, "off", "report");
    private final @Nullable Double longWait =
            positive(WatchProperties.LONG_WAIT, Double::valueOf, "a number of seconds, more than 0");
    private final @Nullable Integer sites =
            positive(WatchProperties.SITES, Integer::valueOf, "a whole number, 1 or more");
    private final @Nullable Path snapshot = path(WatchProperties.SNAPSHOT);

    @Override
    public void run() {
        record();
        var watch = WatchOptions.defaults();
        if (isThrow(deadlocks)) {
            watch = watch.throwing().every(WHEN_THROWING);
        }
        if (longWait != null) {
            Insight.watch(watch.longerThan(longWait), this::log);
        } else if (snapshot != null
                || isReport(deadlocks)
                || isThrow(deadlocks)
                || isReport(heldAtEnd)
                || isReport(lockOrder)) {
            Insight.watch(watch, this::log);
        }
    }

    private void record() {
        var options = RecordOptions.defaults();
        if (isReport(lockOrder)) {
            options = options.lockOrder();
        }
        if (sites != null) {
            options = options.sites(sites);
        }
        if (sites != null || isReport(heldAtEnd) || isReport(lockOrder)) {
            Insight.record(options);
        }
    }

    private void log(Finding finding) throws IOException {
        if (!"off".equals(choice(finding))) {
            Warnings.warn(Insight.class, finding.toString(), null);
            if (snapshot != null) {
                write(Insight.snapshot().with(finding), snapshot);
            }
        }
    }

    private static void write(Snapshot snapshot, Path path) throws IOException {
        try (var out = Files.newBufferedWriter(path)) {
            snapshot.writeJson(out);
        }
    }

    private @Nullable String choice(Finding finding) {
        if (finding instanceof HeldAtEnd) {
            return heldAtEnd;
        }
        return finding instanceof Deadlock ? deadlocks : null;
    }

    private static boolean isThrow(@Nullable String choice) {
        return "throw".equals(choice);
    }

    private static boolean isReport(@Nullable String choice) {
        return "report".equals(choice);
    }

    private static @Nullable String choice(String property, String... choices) {
        var value = System.getProperty(property);
        if (value == null || List.of(choices).contains(value)) {
            return value;
        }
        ignore(property, value, String.join(" or ", choices));
        return null;
    }

    private static <N extends Number> @Nullable N positive(
            String property, Function<String, N> parse, String expected) {
        var value = System.getProperty(property);
        if (value == null) {
            return null;
        }
        try {
            var number = parse.apply(value);
            if (number.doubleValue() > 0 && Double.isFinite(number.doubleValue())) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same message
        }
        ignore(property, value, expected);
        return null;
    }

    private static @Nullable Path path(String property) {
        var value = System.getProperty(property);
        if (value == null) {
            return null;
        }
        try {
            if (!value.isBlank()) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            // the same message
        }
        ignore(property, value, "the path of a file");
        return null;
    }

    private static void ignore(String property, String value, String expected) {
        WatchProperties.print("Ignored " + property + "=" + value + " (expected " + expected + ")", null);
    }
}
