package io.github.threading4j.pool;

import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The options of the {@code Async} methods of a {@link ThreadPool}: Python's {@code chunksize}, {@code callback} and
 * {@code error_callback}, by name.
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
 * <p>Instances are immutable: each method returns new options. If the method {@code callback} is called last, the
 * compiler infers the parameter type of a lambda from the task; otherwise, the lambda must declare it:
 * {@code (String text) -> ...}.
 *
 * <p>Callbacks are called in a thread that the pool dedicates to them, one at a time. If a callback throws an
 * exception, the result completes with this exception: {@code get} throws it, as in Python 3.16 and later. If an error
 * callback throws an exception, the exception of the task is added to that exception as suppressed. A callback that has
 * not begun when the pool is terminated is not called. If the pool is terminated while the callback runs, the result
 * completes with the outcome that was passed to the callback, and an exception of the callback goes to the excepthook.
 * The callback of a map without items is not called, as in Python.
 *
 * @param <T> the type that the callback accepts: the type of the result's value, or a supertype
 * @since 0.1.0
 */
public final class AsyncOptions<T extends @Nullable Object> {
    /** A default chunksize and no callbacks. */
    private static final AsyncOptions<@Nullable Object> DEFAULT = new AsyncOptions<>(0, null, null);

    /** The number of items per task, or 0 if none was specified. */
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
     * Returns the default options: about four tasks for each worker, and no callbacks.
     *
     * @return the options
     */
    public static AsyncOptions<@Nullable Object> defaults() {
        return DEFAULT;
    }

    /** Rejects options that set a chunksize, which has no meaning for a single task. */
    static <T extends @Nullable Object> AsyncOptions<T> checkForOne(AsyncOptions<T> options) {
        if (Checks.notNull(options, "options").chunksize > 0) {
            throw new IllegalArgumentException("a single task has no chunks: " + options + " (expected no chunksize)");
        }
        return options;
    }

    /**
     * Sets the number of items per task; by default, it is chosen so that there are about four tasks for each worker.
     *
     * @param items the number of items, at least 1; after a failure, the remaining items of the task are skipped
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
     * Sets the callback that receives the value; for a map, the list of results.
     *
     * @param receiver the callback, which is called before the result is ready
     * @param <V> the type that the callback accepts: the type of the result's value, or a supertype
     * @return new options
     * @throws NullPointerException if {@code receiver} is null
     */
    public <V extends @Nullable Object> AsyncOptions<V> callback(ThrowingConsumer<? super V> receiver) {
        return new AsyncOptions<>(chunksize, Checks.notNull(receiver, "receiver"), errorCallback);
    }

    /**
     * Sets the callback that receives the exception of the task; for a map, the first failure.
     *
     * @param receiver the callback, which is called before the result is ready
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
