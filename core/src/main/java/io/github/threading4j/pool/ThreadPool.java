package io.github.threading4j.pool;

import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingBiFunction;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Warnings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads with {@code map} and {@code apply}: Python's {@code multiprocessing.pool.ThreadPool}.
 *
 * <p><b>{@link #close()} terminates the pool.</b> Like the end of Python's {@code with} block, the end of a
 * try-with-resources statement drops unfinished work. <b>Python's {@code close()}, which accepts no more tasks and runs
 * those already accepted, is {@link #noMoreTasks()}.</b> Python's {@code pool.close(); pool.join()} is therefore
 * {@code pool.noMoreTasks(); pool.join()} here; a {@code join} after a {@code close} that dropped results throws an
 * exception.
 *
 * <p>All workers are started immediately, as daemons: a program ends without waiting for a pool. If a pool becomes
 * unreachable, the accepted tasks still run, and its threads end once the pool is collected. Tasks wait in an unbounded
 * FIFO queue. The {@code Async} methods return an {@link AsyncResult} immediately; the others wait. Callbacks are
 * called in a separate thread, one at a time, before the result is ready. Any thread may call any method.
 *
 * <pre>{@code
 * try (var pool = new ThreadPool(3)) {
 *     System.out.println(pool.map(n -> n * n, List.of(1, 2, 3, 4, 5)));   // [1, 4, 9, 16, 25]
 *     for (int square : pool.imap(n -> n * n, List.of(1, 2, 3))) {
 *         System.out.println(square);
 *     }
 *     pool.noMoreTasks();
 *     pool.join();
 * }
 * }</pre>
 *
 * <p>{@code apply}, {@code map}, {@code starmap} and {@code join} wait, and throw {@link InterruptedException}; the
 * interrupt does not affect the tasks.
 *
 * <p><b>Differences from Python.</b> {@code close()} terminates the pool, as described above. Arguments are captured by
 * a lambda; the arguments of {@code starmap} are pairs, and callbacks are passed in {@link AsyncOptions}. A result that
 * would never become ready in Python completes with an exception: a {@link CancellationException} if the pool was
 * terminated. A failing initializer terminates the pool. A checked exception of a task is the cause of a
 * {@link CompletionException}. {@code imap} obtains the items' iterator immediately. A try-with-resources statement
 * over a pool that has ended is permitted. There is no {@code ResourceWarning} for a pool that was not closed; Python
 * does not show this warning by default either.
 *
 * <p><b>Differences from java.util.concurrent.</b> An {@link java.util.concurrent.ExecutorService} runs its accepted
 * tasks when it is closed; this pool drops them.
 *
 * <p>Memory consistency effects: actions before the submission of a task happen-before the task, the task
 * happens-before its callback, and both happen-before the return of the waiting method or of {@code get}. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * @since 0.1.0
 */
public final class ThreadPool implements AutoCloseable {
    final Workers workers;

    /** The number of results that close() completed with an exception. */
    private volatile int dropped;

    /** Creates a pool with one worker for each processor. */
    public ThreadPool() {
        this(builder());
    }

    /**
     * Creates a pool.
     *
     * @param processes the number of workers, at least 1; named as in Python
     * @throws IllegalArgumentException if {@code processes} is less than 1
     * @throws IllegalStateException if the system can't start that many threads
     */
    public ThreadPool(int processes) {
        this(builder().processes(processes));
    }

    ThreadPool(ThreadPoolBuilder builder) {
        this.workers = builder.workers();
        workers.start(this);
    }

    /**
     * Returns a builder with default settings.
     *
     * @return a new builder
     */
    public static ThreadPoolBuilder builder() {
        return new ThreadPoolBuilder();
    }

    /**
     * Runs a task in the pool and waits for it.
     *
     * @param task the task
     * @param <T> the type of its value
     * @return its value
     * @throws CompletionException if the task throws a checked exception, which is its cause; an unchecked exception is
     *     thrown unchanged
     * @throws CancellationException if the pool is terminated during the wait
     * @throws RejectedExecutionException if the pool accepts no more tasks
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     * @throws NullPointerException if {@code task} is null
     */
    public <T extends @Nullable Object> T apply(Callable<T> task) throws InterruptedException {
        return applyAsync(task).get();
    }

    /**
     * Runs a task that returns no value in the pool and waits for it.
     *
     * @param task the task
     * @throws InterruptedException as for {@link #apply(Callable)}, which specifies further exceptions
     */
    public void apply(Target task) throws InterruptedException {
        applyAsync(task).get();
    }

    /**
     * Submits a task.
     *
     * @param task the task
     * @param <T> the type of its value
     * @return the pending result
     * @throws RejectedExecutionException if the pool accepts no more tasks
     * @throws NullPointerException if {@code task} is null
     */
    public <T extends @Nullable Object> AsyncResult<T> applyAsync(Callable<T> task) {
        return applyAsync(task, AsyncOptions.defaults());
    }

    /**
     * Submits a task that returns no value.
     *
     * @param task the task
     * @return the pending result, whose value is null
     * @throws RejectedExecutionException if the pool accepts no more tasks
     * @throws NullPointerException if {@code task} is null
     */
    public AsyncResult<@Nullable Void> applyAsync(Target task) {
        Checks.notNull(task, "task");
        return this.<@Nullable Void>applyAsync(() -> {
            task.run();
            return null;
        });
    }

    /**
     * Submits a task with completion callbacks.
     *
     * @param task the task; a task without a value returns null
     * @param options the callbacks; must not set a chunksize
     * @param <T> the type of the value
     * @return the pending result
     * @throws IllegalArgumentException if the options set a chunksize
     * @throws RejectedExecutionException if the pool accepts no more tasks
     * @throws NullPointerException if an argument is null
     */
    public <T extends @Nullable Object> AsyncResult<T> applyAsync(Callable<T> task, AsyncOptions<? super T> options) {
        Checks.notNull(task, "task");
        var outcome = PendingResult.<T>of(this, AsyncOptions.checkForOne(options));
        workers.submit(outcome, List.of(() -> outcome.run(task)));
        return new AsyncResult<>(outcome.future);
    }

    /**
     * Applies a function to each item, and waits for all results.
     *
     * @param function the function applied to each item
     * @param items the items, all of which are fetched before the first task is submitted
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items
     * @throws CompletionException if the function throws a checked exception, which is its cause; an unchecked
     *     exception is thrown unchanged. This method throws only after all chunks have ended; of several failures, it
     *     throws the first to occur
     * @throws CancellationException if the pool is terminated during the wait
     * @throws RejectedExecutionException if the pool accepts no more tasks
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException {
        return this.<A, R>mapAsync(function, items).get();
    }

    /**
     * Applies a function to each item, in chunks of the given size, and waits for all results.
     *
     * @param function the function applied to each item
     * @param items the items, all of which are fetched before the first task is submitted
     * @param chunksize the number of items per task, at least 1; after a failure, the remaining items of the task are
     *     skipped
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return as for {@link #map(ThrowingFunction, Iterable)}
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws InterruptedException as for {@link #map(ThrowingFunction, Iterable)}, which specifies further exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunksize)
            throws InterruptedException {
        return this.<A, R>mapAsync(function, items, AsyncOptions.defaults().chunksize(chunksize))
                .get();
    }

    /**
     * Applies a function to each item, without waiting.
     *
     * @param function the function applied to each item
     * @param items the items, all of which are fetched before the first task is submitted
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the pending result, whose value is a list as returned by {@link #map(ThrowingFunction, Iterable)}
     * @throws RejectedExecutionException if the pool accepts no more tasks
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return mapAsync(function, items, AsyncOptions.defaults());
    }

    /**
     * Applies a function to each item, with a chunksize and completion callbacks, without waiting.
     *
     * @param function the function applied to each item
     * @param items the items, all of which are fetched before the first task is submitted
     * @param options the number of items per task, and the callbacks
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the pending result, whose value is a list as returned by {@link #map(ThrowingFunction, Iterable)}
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            ThrowingFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            AsyncOptions<? super List<R>> options) {
        return PendingMap.start(this, function, items, Checks.notNull(options, "options"));
    }

    /**
     * Applies a function of two arguments to each pair, and waits for all results.
     *
     * @param function the function applied to each pair's key and value
     * @param pairs the pairs, such as {@code Map.entry(1, 2)}, all of which are fetched before the first task is
     *     submitted
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the results, in the order of the pairs
     * @throws InterruptedException as for {@link #map(ThrowingFunction, Iterable)}, which specifies further exceptions
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            ThrowingBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs)
            throws InterruptedException {
        return this.<A, B, R>starmapAsync(function, pairs).get();
    }

    /**
     * Applies a function of two arguments to each pair, in chunks of the given size, and waits for all results.
     *
     * @param function the function applied to each pair's key and value
     * @param pairs as for {@link #starmap(ThrowingBiFunction, Iterable)}
     * @param chunksize the number of pairs per task, at least 1
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the results, in the order of the pairs
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws InterruptedException as for {@link #map(ThrowingFunction, Iterable)}, which specifies further exceptions
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            ThrowingBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
            int chunksize)
            throws InterruptedException {
        return this.<A, B, R>starmapAsync(
                        function, pairs, AsyncOptions.defaults().chunksize(chunksize))
                .get();
    }

    /**
     * Applies a function of two arguments to each pair, without waiting.
     *
     * @param function the function applied to each pair's key and value
     * @param pairs as for {@link #starmap(ThrowingBiFunction, Iterable)}
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the pending result, whose value is a list in the order of the pairs
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    ThrowingBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs) {
        return starmapAsync(function, pairs, AsyncOptions.defaults());
    }

    /**
     * Applies a function of two arguments to each pair, with a chunksize and completion callbacks, without waiting.
     *
     * @param function the function applied to each pair's key and value
     * @param pairs as for {@link #starmap(ThrowingBiFunction, Iterable)}
     * @param options the number of pairs per task, and the callbacks
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the pending result, whose value is a list in the order of the pairs
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    ThrowingBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
                    AsyncOptions<? super List<R>> options) {
        Checks.notNull(function, "function");
        Checks.notNull(pairs, "pairs");
        return PendingMap.<Map.Entry<? extends A, ? extends B>, R>start(
                this,
                pair -> function.apply(pair.getKey(), pair.getValue()),
                pairs,
                Checks.notNull(options, "options"));
    }

    /**
     * Applies a function to each item, with one task per item, and returns the results in the order of the items.
     *
     * @param function the function applied to each item
     * @param items the items, which the pool's threads fetch one after the other as fast as they can; for an infinite
     *     source, use {@link ImapOptions#buffersize}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to be iterated over or taken one by one
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imap(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return imap(function, items, ImapOptions.defaults());
    }

    /**
     * Applies a function to each item, in chunks of the given size, and returns the results in the order of the items.
     *
     * @param function the function applied to each item
     * @param items as for {@link #imap(ThrowingFunction, Iterable)}
     * @param chunksize the number of items per task, at least 1
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to be iterated over or taken one by one
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imap(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunksize) {
        return imap(function, items, ImapOptions.defaults().chunksize(chunksize));
    }

    /**
     * Applies a function to each item, and returns the results in the order of the items.
     *
     * @param function the function applied to each item
     * @param items the items, which the pool's threads fetch one after the other, as far ahead as the options allow
     * @param options the number of items per task, and the number of tasks that may be ahead of the results that were
     *     taken
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to be iterated over or taken one by one
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imap(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, ImapOptions options) {
        return PendingImap.start(this, function, items, options, true);
    }

    /**
     * Like {@link #imap(ThrowingFunction, Iterable)}, but returns the results in the order in which they are ready.
     *
     * @param function the function applied to each item
     * @param items as for {@link #imap(ThrowingFunction, Iterable)}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to be iterated over or taken one by one
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imapUnordered(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return imapUnordered(function, items, ImapOptions.defaults());
    }

    /**
     * Like {@link #imap(ThrowingFunction, Iterable, int)}, but returns the results in the order in which they are
     * ready.
     *
     * @param function the function applied to each item
     * @param items as for {@link #imap(ThrowingFunction, Iterable)}
     * @param chunksize the number of items per task, at least 1
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to be iterated over or taken one by one
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imapUnordered(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunksize) {
        return imapUnordered(function, items, ImapOptions.defaults().chunksize(chunksize));
    }

    /**
     * Like {@link #imap(ThrowingFunction, Iterable, ImapOptions)}, but returns the results in the order in which they
     * are ready.
     *
     * @param function the function applied to each item
     * @param items as for {@link #imap(ThrowingFunction, Iterable, ImapOptions)}
     * @param options as for {@link #imap(ThrowingFunction, Iterable, ImapOptions)}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to be iterated over or taken one by one
     * @throws RejectedExecutionException as for {@link #mapAsync(ThrowingFunction, Iterable)}, which specifies further
     *     exceptions
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imapUnordered(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, ImapOptions options) {
        return PendingImap.start(this, function, items, options, false);
    }

    /**
     * Stops accepting tasks; tasks already accepted still run. This is Python's {@code close()}. May be called again.
     */
    public void noMoreTasks() {
        workers.noMoreTasks();
    }

    /**
     * Terminates the pool: drops the tasks that have not started. Running tasks continue unobserved. A result whose
     * callback is running completes with the outcome that was passed to the callback. All other results that are not
     * ready complete with a {@link CancellationException}. Does not wait. May be called again.
     */
    public void terminate() {
        workers.terminate();
    }

    /**
     * Waits until all threads of the pool have ended.
     *
     * @throws IllegalStateException if neither {@link #noMoreTasks()} nor {@link #terminate()} was called before, if
     *     {@link #close()} dropped results, which can't be waited for, or if the calling thread belongs to the pool
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public void join() throws InterruptedException {
        if (dropped > 0) {
            throw new IllegalStateException("close() has discarded " + dropped + " results: " + this
                    + " (expected noMoreTasks(), which is Python's close(), before join())");
        }
        workers.join();
    }

    /**
     * <b>Terminates the pool</b>, like the end of Python's {@code with} block: see {@link #terminate()}. For Python's
     * {@code close()}, see {@link #noMoreTasks()}. Logs a warning if there were unfinished results.
     */
    @Override
    public void close() {
        var ended = workers.terminate();
        if (ended > 0) {
            dropped = ended;
            warnOf(ended);
        }
    }

    private void warnOf(int ended) {
        try {
            var message = "close() has discarded " + ended + " pending results: " + this;
            Warnings.warn(ThreadPool.class, message, null);
        } catch (Throwable e) { // the pool is terminated nevertheless
            ThreadingAccess.get().report(e);
        }
    }

    @Override
    public String toString() {
        return workers.toString();
    }
}
