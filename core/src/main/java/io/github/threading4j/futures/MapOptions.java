package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * What {@link Executor#map} takes beyond function and items: Python's {@code timeout}, {@code buffersize} and
 * {@code chunksize}, by name, since bare numbers would swap silently.
 *
 * <pre>{@code
 * var options = MapOptions.defaults().timeout(10.0).buffersize(100);
 * try (var executor = new ThreadPoolExecutor(2)) {
 *     System.out.println(executor.map(n -> n + 1, List.of(1, 2, 3), options).toList());
 * }
 * }</pre>
 *
 * <p>Immutable: each method returns new options.
 *
 * @since 0.1.0
 */
public final class MapOptions {
    private static final int NONE = Integer.MAX_VALUE;

    /** All at once, no chunks that anybody can notice, without a limit of time. */
    static final MapOptions DEFAULT = new MapOptions(Timeout.FOREVER, NONE, 0);

    final long nanos;
    final int buffersize;

    /** 0 if nobody has named one. */
    final int chunksize;

    private MapOptions(long nanos, int buffersize, int chunksize) {
        this.nanos = nanos;
        this.buffersize = buffersize;
        this.chunksize = chunksize;
    }

    /** Whether the executor may divide the work as it likes. */
    boolean free() {
        return chunksize == 0 && !takesItemsLate();
    }

    /** Whether items are taken only as results are. */
    boolean takesItemsLate() {
        return buffersize != NONE;
    }

    /**
     * The defaults: all at once, divided as the executor likes, without a limit of time.
     *
     * @return the options
     */
    public static MapOptions defaults() {
        return DEFAULT;
    }

    /**
     * Limits how long to wait for all results, counted from the call of {@code map}.
     *
     * @param seconds zero or negative takes only what is done
     * @return new options
     * @throws IllegalArgumentException if {@code seconds} is NaN
     */
    public MapOptions timeout(double seconds) {
        return new MapOptions(Timeout.orPoll(seconds), buffersize, chunksize);
    }

    /**
     * Limits how long to wait for all results, counted from the call of {@code map}.
     *
     * @param timeout zero or negative takes only what is done
     * @return new options
     * @throws NullPointerException if {@code timeout} is null
     */
    public MapOptions timeout(Duration timeout) {
        return new MapOptions(Timeout.of(timeout), buffersize, chunksize);
    }

    /**
     * Takes items only as results are taken, and submits so many tasks ahead; so the items may be infinite. The next
     * task is submitted when the results of the first one are there and asked for; so those are kept beside the tasks,
     * until they were taken.
     *
     * @param tasks how many tasks at most are submitted whose results were not asked for or are not there, at least 1
     * @return new options
     * @throws IllegalArgumentException if {@code tasks} is less than 1
     */
    public MapOptions buffersize(int tasks) {
        return new MapOptions(nanos, Checks.atLeast(tasks, 1, "buffersize must be > 0"), chunksize);
    }

    /**
     * Has each task work on so many items, one after the other: those of a task are begun, cancelled and had together.
     * Without it a {@link ThreadPoolExecutor} does as with 1, but saves the time that a task for each item takes.
     *
     * @param items how many items a task works on, at least 1
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
