package io.github.threading4j.pool;

import io.github.threading4j.internal.Checks;

/**
 * The options of {@link ThreadPool#imap} and {@link ThreadPool#imapUnordered}: Python's {@code chunksize} and
 * {@code buffersize}, by name.
 *
 * <pre>{@code
 * Iterable<Integer> endless = () -> java.util.stream.Stream.iterate(0, n -> n + 1).iterator();
 * try (var pool = new ThreadPool(2);
 *         var squares = pool.imap(n -> n * n, endless, ImapOptions.defaults().buffersize(4))) {
 *     for (int square : squares) {                   // 0, 1, 4, ...
 *         if (square > 1_000) {
 *             break;
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Instances are immutable: each method returns new options.
 *
 * @since 0.1.0
 */
public final class ImapOptions {
    private static final ImapOptions DEFAULT = new ImapOptions(1, Integer.MAX_VALUE);

    final int chunksize;

    /** {@code Integer.MAX_VALUE} means unbounded: that many tasks never fit into memory. */
    final int buffersize;

    private ImapOptions(int chunksize, int buffersize) {
        this.chunksize = chunksize;
        this.buffersize = buffersize;
    }

    /**
     * Returns the default options: one item per task, and no limit on how far the imap may run ahead.
     *
     * @return the options
     */
    public static ImapOptions defaults() {
        return DEFAULT;
    }

    /**
     * Makes each task process several items, one after the other.
     *
     * @param items the number of items per task, at least 1
     * @return new options
     * @throws IllegalArgumentException if {@code items} is less than 1
     */
    public ImapOptions chunksize(int items) {
        return new ImapOptions(AsyncOptions.checkChunksize(items), buffersize);
    }

    /**
     * Limits how far the imap may run ahead of the thread that takes the results, as in Python 3.16. Items are fetched
     * only while fewer than the given number of tasks are unfinished or have results that were not taken. An infinite
     * source therefore needs only constant memory.
     *
     * @param tasks the number of tasks, at least 1; with fewer tasks than workers, some workers are idle
     * @return new options
     * @throws IllegalArgumentException if {@code tasks} is less than 1
     */
    public ImapOptions buffersize(int tasks) {
        return new ImapOptions(chunksize, Checks.atLeast(tasks, 1, "buffersize must be > 0"));
    }

    boolean isBounded() {
        return buffersize != Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
        return "ImapOptions[chunksize=" + chunksize + ", buffersize=" + (isBounded() ? buffersize : "none") + "]";
    }
}
