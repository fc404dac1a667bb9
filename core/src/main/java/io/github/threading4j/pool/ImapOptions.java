package io.github.threading4j.pool;

import io.github.threading4j.internal.Checks;

/**
 * What {@link ThreadPool#imap} and {@link ThreadPool#imapUnordered} take beyond function and items: Python's
 * {@code chunksize} and {@code buffersize}, by name.
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
 * <p>Immutable: each method returns new options.
 *
 * @since 0.1.0
 */
public final class ImapOptions {
    private static final ImapOptions DEFAULT = new ImapOptions(1, Integer.MAX_VALUE);

    final int chunksize;

    /** {@code Integer.MAX_VALUE} is no bound: so many tasks never fit into the memory. */
    final int buffersize;

    private ImapOptions(int chunksize, int buffersize) {
        this.chunksize = chunksize;
        this.buffersize = buffersize;
    }

    /**
     * Returns the defaults: one item to a task, and no bound on what is ahead of the results that were taken.
     *
     * @return the options
     */
    public static ImapOptions defaults() {
        return DEFAULT;
    }

    /**
     * Has each task work on several items, one after the other.
     *
     * @param items how many items make a task, at least 1
     * @return new options
     * @throws IllegalArgumentException if {@code items} is less than 1
     */
    public ImapOptions chunksize(int items) {
        return new ImapOptions(AsyncOptions.checkChunksize(items), buffersize);
    }

    /**
     * Bounds how far the imap is ahead of the results that were taken, as Python 3.16 does: items are taken only while
     * fewer than that many tasks' results are computed or wait to be taken. So an endless source runs in constant
     * memory.
     *
     * @param tasks how many tasks, at least 1; fewer than the pool has workers leave some of them idle
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
