package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;

/**
 * The immutable options of {@link Insight#snapshot(SnapshotOptions)}; each method returns modified options.
 *
 * <pre>{@code
 * var snapshot = Insight.snapshot(SnapshotOptions.defaults().threads(100_000).stackDepth(10));
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * @since 0.1.0
 */
public final class SnapshotOptions {
    private static final SnapshotOptions DEFAULTS = new SnapshotOptions(10_000, 64);

    final int threads;
    final int stackDepth;

    private SnapshotOptions(int threads, int stackDepth) {
        this.threads = threads;
        this.stackDepth = stackDepth;
    }

    /**
     * Returns the default options: at most 10,000 threads are listed, each with at most 64 calls of its stack trace.
     *
     * @return the defaults
     */
    public static SnapshotOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the maximum number of threads that are listed. The threads of a deadlock come first, then the threads that
     * hold something that others wait for, then all other threads. Threads that are not listed are counted: see
     * {@link Snapshot#unlisted()}.
     *
     * @param most the maximum number, 0 or more
     * @return modified options
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public SnapshotOptions threads(int most) {
        Checks.atLeast(most, 0, "number of threads is negative");
        return new SnapshotOptions(most, stackDepth);
    }

    /**
     * Sets the maximum number of calls in each stack trace; with 0, no stack traces are taken of threads that are not
     * deadlocked. The innermost calls are kept.
     *
     * @param most the maximum number, 0 or more
     * @return modified options
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public SnapshotOptions stackDepth(int most) {
        Checks.atLeast(most, 0, "stack depth is negative");
        return new SnapshotOptions(threads, most);
    }

    @Override
    public String toString() {
        return "SnapshotOptions[threads=" + threads + ", stackDepth=" + stackDepth + "]";
    }
}
