package io.github.threading4j.pool;

import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What the forms with {@code Async} of a {@link ThreadPool} take beyond function and items: Python's {@code chunksize},
 * {@code callback} and {@code error_callback}, by name.
 *
 * <pre>{@code
 * var options = AsyncOptions.defaults()
 *         .chunksize(2)
 *         .errorCallback(failure -> System.out.println("failed: " + failure));
 * try (var pool = new ThreadPool(2)) {
 *     var squares = pool.mapAsync(
 *             n -> n * n, List.of(1, 2, 3), options.callback(list -> System.out.println("first: " + list.get(0))));
 *     System.out.println(squares.get());             // [1, 4, 9], after the callback
 * }
 * }</pre>
 *
 * <p>Immutable: each method returns new options. Where {@code callback} comes last, the compiler knows from the task
 * what a lambda is given; else the lambda says it: {@code (String text) -> ...}.
 *
 * <p>Callbacks are called in a thread that the pool has for them alone, never two at a time. An exception that a
 * callback throws becomes the outcome: {@code get} throws it, as from Python 3.16 on. If it was an error callback, the
 * exception of the task is among its suppressed ones. If the pool is terminated before, the callback is not called; if
 * the pool is terminated while the callback runs, the result is the one that the callback was given, and what the
 * callback throws goes to the excepthook. The callback of a map without items is not called, as in Python.
 *
 * @param <T> what the callback takes: the result's value, or whatever includes that
 * @since 0.1.0
 */
public final class AsyncOptions<T extends @Nullable Object> {
    /** Tasks of a size that fits, and nobody to tell. */
    private static final AsyncOptions<@Nullable Object> DEFAULT = new AsyncOptions<>(0, null, null);

    /** 0 if nobody has named one. */
    final int chunksize;

    final @Nullable ThrowingConsumer<? super T> callback;
    final @Nullable ThrowingConsumer<? super Throwable> errorCallback;

    private AsyncOptions(
            int chunksize,
            @Nullable ThrowingConsumer<? super T> callback,
            @Nullable ThrowingConsumer<? super Throwable> errorCallback) {
        this.chunksize = chunksize;
        this.callback = callback;
        this.errorCallback = errorCallback;
    }

    /**
     * The defaults: four tasks for each worker, and nobody to tell.
     *
     * @return the options
     */
    public static AsyncOptions<@Nullable Object> defaults() {
        return DEFAULT;
    }

    /** Refuses a chunksize: the options are those of a single task. */
    static <T extends @Nullable Object> AsyncOptions<T> checkForOne(AsyncOptions<T> options) {
        if (Checks.notNull(options, "options").chunksize > 0) {
            throw new IllegalArgumentException("a single task has no chunks: " + options + " (expected no chunksize)");
        }
        return options;
    }

    /**
     * Says how many items make a task; without it, so many that there are four tasks for each worker.
     *
     * @param items at least 1; of those that follow a failure in a task, none is tried
     * @return new options
     * @throws IllegalArgumentException if {@code items} is less than 1
     */
    public AsyncOptions<T> chunksize(int items) {
        return new AsyncOptions<>(checkChunksize(items), callback, errorCallback);
    }

    static int checkChunksize(int items) {
        return Checks.atLeast(items, 1, "Chunksize must be 1+");
    }

    /**
     * Says who is told the value; of a map, the list of results.
     *
     * @param receiver called before the result is ready
     * @param <V> what it takes: the result's value, or whatever includes that
     * @return new options
     * @throws NullPointerException if {@code receiver} is null
     */
    public <V extends @Nullable Object> AsyncOptions<V> callback(ThrowingConsumer<? super V> receiver) {
        return new AsyncOptions<>(chunksize, Checks.notNull(receiver, "receiver"), errorCallback);
    }

    /**
     * Says who is told what the task throws; of a map, what failed first.
     *
     * @param receiver called before the result is ready
     * @return new options
     * @throws NullPointerException if {@code receiver} is null
     */
    public AsyncOptions<T> errorCallback(ThrowingConsumer<? super Throwable> receiver) {
        return new AsyncOptions<>(chunksize, callback, Checks.notNull(receiver, "receiver"));
    }

    @Override
    public String toString() {
        return "AsyncOptions[chunksize=" + (chunksize == 0 ? "none" : chunksize) + ", callback="
                + (callback == null ? "none" : callback) + ", errorCallback="
                + (errorCallback == null ? "none" : errorCallback) + "]";
    }
}
