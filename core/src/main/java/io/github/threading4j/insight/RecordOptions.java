package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;

/**
 * The immutable options of {@link Insight#record(RecordOptions)}; each method returns modified options.
 *
 * <pre>{@code
 * try (var recording = Insight.record(RecordOptions.defaults().sites(1))) {
 *     System.out.println(recording);
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * @since 0.1.0
 */
public final class RecordOptions {
    private static final RecordOptions DEFAULTS = new RecordOptions(0);

    /** The interval between the recorded stack traces, or 0. */
    final int sites;

    private RecordOptions(int sites) {
        this.sites = sites;
    }

    /**
     * Returns the default options, which record who holds which lock, but not since when and where it was acquired.
     *
     * @return the defaults
     */
    public static RecordOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Also records the time and the stack trace of each nth acquisition of a thread. A stack trace takes several
     * microseconds, much longer than an acquisition.
     *
     * @param n the interval: 1 records all acquisitions, 100 every hundredth
     * @return modified options
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public RecordOptions sites(int n) {
        Checks.atLeast(n, 1, "n must be one or more");
        return new RecordOptions(n);
    }

    @Override
    public String toString() {
        return "RecordOptions[sites=" + (sites == 0 ? "none" : sites) + "]";
    }
}
