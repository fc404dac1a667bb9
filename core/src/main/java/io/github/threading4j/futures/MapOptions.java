package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * The options of {@link Executor#map}: Python's {@code timeout}, {@code buffersize} and {@code chunksize}, by name,
 * since bare numbers are easily confused.
 *
 * <pre>{@code
 * var options = MapOptions.defaults().timeout(10.0).buffersize(100);
 * try (var executor = new ThreadPoolExecutor(2)) {
 *     System.out.println(executor.map(n -> n + 1, List.of(1, 2, 3), options).toList());
 * }
 * }</pre>
 *
 * <p>Instances are immutable: each method returns new options.
 *
 * @since 0.1.0
 */
public final class MapOptions {
    private static final int NONE = Integer.MAX_VALUE;

    /** All items are submitted before {@code map} returns; there are no observable chunks and no timeout. */
    static final MapOptions DEFAULT = new MapOptions(Timeout.FOREVER, NONE, 0);

    final long nanos;
    final int buffersize;

    /** The number of items per task, or 0 if none was specified. */
    final int chunksize;

    private MapOptions(long nanos, int buffersize, int chunksize) {
        this.nanos = nanos;
        this.buffersize = buffersize;
        this.chunksize = chunksize;
    }

    /** Returns whether the executor may divide the work freely. */
    boolean free() {
        return chunksize == 0 && !takesItemsLate();
    }

    /** Returns whether items are fetched only as results are taken. */
    boolean takesItemsLate() {
        return buffersize != NONE;
    }

    /**
     * Returns the default options: all items are submitted before {@code map} returns, the executor divides the work
     * freely, and there is no timeout.
     *
     * @return the options
     */
    public static MapOptions defaults() {
        return DEFAULT;
    }

    /**
     * Limits the time to wait for all results, measured from the call of {@code map}.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, taking a result never waits
     * @return new options
     * @throws IllegalArgumentException if {@code seconds} is NaN
     */
    public MapOptions timeout(double seconds) {
        return new MapOptions(Timeout.orPoll(seconds), buffersize, chunksize);
    }

    /**
     * Limits the time to wait for all results, measured from the call of {@code map}.
     *
     * @param timeout the maximum time to wait; if zero or negative, taking a result never waits
     * @return new options
     * @throws NullPointerException if {@code timeout} is null
     */
    public MapOptions timeout(Duration timeout) {
        return new MapOptions(Timeout.of(timeout), buffersize, chunksize);
    }

    /**
     * Fetches items only as results are taken, and submits at most the given number of tasks ahead; the source of the
     * items may therefore be infinite. The next task is submitted once the results of the oldest task are available and
     * requested; these results are kept until they are taken, and do not count toward the limit.
     *
     * <p>After {@code map} has returned, a failure to fetch or submit an item is thrown in place of the item's result,
     * after the results of the preceding items. An interrupt while the loop waits for an item, or for capacity in the
     * executor, loses neither items nor results. The timeout and a close end a wait for capacity in a
     * {@link ThreadPoolExecutor}, but not a wait inside the source of the items or inside a custom executor.
     *
     * @param tasks the maximum number of submitted tasks that are unfinished or whose results were not requested yet,
     *     at least 1
     * @return new options
     * @throws IllegalArgumentException if {@code tasks} is less than 1
     */
    public MapOptions buffersize(int tasks) {
        return new MapOptions(nanos, Checks.atLeast(tasks, 1, "buffersize must be > 0"), chunksize);
    }

    /**
     * Makes each task process the given number of items, one after the other: the items of a task are started and
     * cancelled together, and their results become available together. By default, a {@link ThreadPoolExecutor} behaves
     * as with a chunk size of 1, but avoids the cost of one task per item.
     *
     * @param items the number of items per task, at least 1
     * @return new options
     * @throws IllegalArgumentException if {@code items} is less than 1
     */
    public MapOptions chunksize(int items) {
        return new MapOptions(nanos, buffersize, Checks.atLeast(items, 1, "chunksize must be >= 1"));
    }

    @Override
    public String toString() {
        return "MapOptions[timeout=" + (nanos == Timeout.FOREVER ? "none" : Duration.ofNanos(nanos)) + ", buffersize="
                + (buffersize == NONE ? "none" : buffersize) + ", chunksize=" + (chunksize == 0 ? "none" : chunksize)
                + "]";
    }
}
