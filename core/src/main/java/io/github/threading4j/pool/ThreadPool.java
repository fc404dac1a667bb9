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
 * <p><b>{@link #close()} terminates.</b> As the end of Python's {@code with} block does, the end of a try statement
 * drops what has not been done. <b>Python's {@code close()}, which takes no more tasks and lets those that are there
 * run, is {@link #noMoreTasks()}.</b> So {@code pool.close(); pool.join()} of Python is {@code pool.noMoreTasks();
 * pool.join()} here; the {@code join} after a {@code close} that dropped something is an error.
 *
 * <p>All workers are started at once, as daemons: a program ends without waiting for a pool. If a pool is dropped, what
 * it has accepted is still done, and then its threads end once the pool is collected. Tasks wait in a queue without a
 * bound, first come, first served. The forms with {@code Async} return an {@link AsyncResult} at once; the others wait.
 * A callback is called in a thread of its own, never two at a time, before the result is ready. Any thread may call any
 * method.
 *
 * <p>{@code apply}, {@code map}, {@code starmap} and {@code join} wait. They throw {@link InterruptedException}; the
 * tasks notice nothing of that.
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
 * <p><b>Differences from Python.</b> {@code close()} is as said above. Arguments are captured by a lambda; those of
 * {@code starmap} are pairs, and callbacks are {@link AsyncOptions}. A result that Python would never make ready ends
 * with an error: it is a {@link CancellationException} if the pool was terminated. A failing initializer ends the pool.
 * A checked exception of a task is the cause of a {@link CompletionException}. {@code imap} asks for the items'
 * iterator at once. A try statement over a pool that has ended is not refused. Of a pool that is dropped, there is no
 * {@code ResourceWarning}, which Python does not show either unless asked to.
 *
 * <p><b>Differences from java.util.concurrent.</b> An {@link java.util.concurrent.ExecutorService} runs what it was
 * given when it is closed; this one drops it.
 *
 * <p>Memory consistency effects: what a thread did before it handed over a task happens-before the task, and the task
 * happens-before its callback, and both happen-before the return of the waiting method or of {@code get}. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * @since 0.1.0
 */
public final class ThreadPool implements AutoCloseable {
    final Workers workers;

    /** How many results close() has ended with an error. */
    private volatile int dropped;

    /** Makes a pool with a worker for each processor. */
    public ThreadPool() {
        this(builder());
    }

    /**
     * Makes a pool.
     *
     * @param processes how many workers it has, at least 1; the name is Python's
     * @throws IllegalArgumentException if {@code processes} is less than 1
     * @throws IllegalStateException if the system can't start so many threads
     */
    public ThreadPool(int processes) {
        this(builder().processes(processes));
    }

    ThreadPool(ThreadPoolBuilder builder) {
        this.workers = builder.workers();
        workers.start(this);
    }

    /**
     * Starts with everything at its default; the builder says the rest.
     *
     * @return a new builder
     */
    public static ThreadPoolBuilder builder() {
        return new ThreadPoolBuilder();
    }

    /**
     * Runs a task in the pool and waits for it.
     *
     * @param task what to run
     * @param <T> the type of its value
     * @return its value
     * @throws CompletionException if the task throws a checked exception, which is its cause; an unchecked one is
     *     thrown as it is
     * @throws CancellationException if the pool is terminated meanwhile
     * @throws RejectedExecutionException if the pool takes no more tasks
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     * @throws NullPointerException if {@code task} is null
     */
    public <T extends @Nullable Object> T apply(Callable<T> task) throws InterruptedException {
        return applyAsync(task).get();
    }

    /**
     * Runs a task without a value in the pool and waits for it.
     *
     * @param task what to run
     * @throws InterruptedException as {@link #apply(Callable)}, which throws all else that this throws, too
     */
    public void apply(Target task) throws InterruptedException {
        applyAsync(task).get();
    }

    /**
     * Hands over a task.
     *
     * @param task what to run
     * @param <T> the type of its value
     * @return its result, at once
     * @throws RejectedExecutionException if the pool takes no more tasks
     * @throws NullPointerException if {@code task} is null
     */
    public <T extends @Nullable Object> AsyncResult<T> applyAsync(Callable<T> task) {
        return applyAsync(task, AsyncOptions.defaults());
    }

    /**
     * Hands over a task without a value.
     *
     * @param task what to run
     * @return a result whose value is null, at once
     * @throws RejectedExecutionException if the pool takes no more tasks
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
     * Hands over a task, with somebody to tell.
     *
     * @param task what to run; one without a value returns null
     * @param options who is told; there are no chunks
     * @param <T> the type of the value
     * @return the result, at once
     * @throws IllegalArgumentException if a chunksize is named
     * @throws RejectedExecutionException if the pool takes no more tasks
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
     * @param function makes a result of an item
     * @param items the items, all taken at once
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items
     * @throws CompletionException if the function throws a checked exception, which is its cause; an unchecked one is
     *     thrown as it is. All chunks end before, and of several failures the one that came first is thrown
     * @throws CancellationException if the pool is terminated meanwhile
     * @throws RejectedExecutionException if the pool takes no more tasks
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException {
        return this.<A, R>mapAsync(function, items).get();
    }

    /**
     * Applies a function to each item, some items to a task, and waits for all results.
     *
     * @param function makes a result of an item
     * @param items the items, all taken at once
     * @param chunksize how many items make a task, at least 1; of those that follow a failure in it, none is tried
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return as {@link #map(ThrowingFunction, Iterable)}
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws InterruptedException as {@link #map(ThrowingFunction, Iterable)}, which throws all else that this throws,
     *     too
     */
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunksize)
            throws InterruptedException {
        return this.<A, R>mapAsync(function, items, AsyncOptions.defaults().chunksize(chunksize))
                .get();
    }

    /**
     * Applies a function to each item.
     *
     * @param function makes a result of an item
     * @param items the items, all taken at once
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the result, at once: a list as {@link #map(ThrowingFunction, Iterable)} returns it
     * @throws RejectedExecutionException if the pool takes no more tasks
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return mapAsync(function, items, AsyncOptions.defaults());
    }

    /**
     * Applies a function to each item, so many to a task, with somebody to tell.
     *
     * @param function makes a result of an item
     * @param items the items, all taken at once
     * @param options how many items make a task, and who is told
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the result, at once: a list as {@link #map(ThrowingFunction, Iterable)} returns it
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
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
     * @param function makes a result of a pair's key and value
     * @param pairs the pairs, such as {@code Map.entry(1, 2)}, all taken at once
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the results, in the order of the pairs
     * @throws InterruptedException as {@link #map(ThrowingFunction, Iterable)}, which throws all else that this throws,
     *     too
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> List<R> starmap(
            ThrowingBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs)
            throws InterruptedException {
        return this.<A, B, R>starmapAsync(function, pairs).get();
    }

    /**
     * Applies a function of two arguments to each pair, some pairs to a task, and waits for all results.
     *
     * @param function makes a result of a pair's key and value
     * @param pairs as {@link #starmap(ThrowingBiFunction, Iterable)}
     * @param chunksize how many pairs make a task, at least 1
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the results, in the order of the pairs
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws InterruptedException as {@link #map(ThrowingFunction, Iterable)}, which throws all else that this throws,
     *     too
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
     * Applies a function of two arguments to each pair.
     *
     * @param function makes a result of a pair's key and value
     * @param pairs as {@link #starmap(ThrowingBiFunction, Iterable)}
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the result, at once: a list in the order of the pairs
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<List<R>> starmapAsync(
                    ThrowingBiFunction<? super A, ? super B, ? extends R> function,
                    Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs) {
        return starmapAsync(function, pairs, AsyncOptions.defaults());
    }

    /**
     * Applies a function of two arguments to each pair, so many to a task, with somebody to tell.
     *
     * @param function makes a result of a pair's key and value
     * @param pairs as {@link #starmap(ThrowingBiFunction, Iterable)}
     * @param options how many pairs make a task, and who is told
     * @param <A> the type of the first arguments
     * @param <B> the type of the second arguments
     * @param <R> the type of the results
     * @return the result, at once: a list in the order of the pairs
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
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
     * Applies a function to each item, in tasks of one item each, and returns the results in the order of the items.
     *
     * @param function makes a result of an item
     * @param items taken one after the other by the pool's threads, as fast as they are: with an endless source, use
     *     {@link ImapOptions#buffersize}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to loop over or to take one by one
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imap(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return imap(function, items, ImapOptions.defaults());
    }

    /**
     * Applies a function to each item, in tasks of several items, and returns the results in the order of the items.
     *
     * @param function makes a result of an item
     * @param items as {@link #imap(ThrowingFunction, Iterable)}
     * @param chunksize how many items make a task, at least 1
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to loop over or to take one by one
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imap(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunksize) {
        return imap(function, items, ImapOptions.defaults().chunksize(chunksize));
    }

    /**
     * Applies a function to each item, and returns the results in the order of the items.
     *
     * @param function makes a result of an item
     * @param items taken one after the other by the pool's threads, as far ahead as the options allow
     * @param options how many items make a task, and how many tasks may be ahead of the results that were taken
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to loop over or to take one by one
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imap(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, ImapOptions options) {
        return PendingImap.start(this, function, items, options, true);
    }

    /**
     * Like {@link #imap(ThrowingFunction, Iterable)}, but returns the results in the order in which they are ready.
     *
     * @param function makes a result of an item
     * @param items as {@link #imap(ThrowingFunction, Iterable)}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to loop over or to take one by one
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imapUnordered(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return imapUnordered(function, items, ImapOptions.defaults());
    }

    /**
     * Like {@link #imap(ThrowingFunction, Iterable, int)}, but returns the results in the order in which they are
     * ready.
     *
     * @param function makes a result of an item
     * @param items as {@link #imap(ThrowingFunction, Iterable)}
     * @param chunksize how many items make a task, at least 1
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to loop over or to take one by one
     * @throws IllegalArgumentException if {@code chunksize} is less than 1
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imapUnordered(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunksize) {
        return imapUnordered(function, items, ImapOptions.defaults().chunksize(chunksize));
    }

    /**
     * Like {@link #imap(ThrowingFunction, Iterable, ImapOptions)}, but returns the results in the order in which they
     * are ready.
     *
     * @param function makes a result of an item
     * @param items as {@link #imap(ThrowingFunction, Iterable, ImapOptions)}
     * @param options as {@link #imap(ThrowingFunction, Iterable, ImapOptions)}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, to loop over or to take one by one
     * @throws RejectedExecutionException as {@link #mapAsync(ThrowingFunction, Iterable)}, which throws all else, too
     */
    public <A extends @Nullable Object, R extends @Nullable Object> ImapResults<R> imapUnordered(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, ImapOptions options) {
        return PendingImap.start(this, function, items, options, false);
    }

    /** Takes no more tasks, and lets those that are there run: Python's {@code close()}. May be called again. */
    public void noMoreTasks() {
        workers.noMoreTasks();
    }

    /**
     * Drops what has not begun. Tasks that run go on, unseen: results that are not ready end with a
     * {@link CancellationException}, and one whose callback is being called with what that was given. Does not wait.
     * May be called again.
     */
    public void terminate() {
        workers.terminate();
    }

    /**
     * Waits until all threads have ended.
     *
     * @throws IllegalStateException if neither {@link #noMoreTasks()} nor {@link #terminate()} was called before; if
     *     {@link #close()} has dropped something, which can't be waited for; if the calling thread is one of the pool's
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public void join() throws InterruptedException {
        if (dropped > 0) {
            throw new IllegalStateException("close() has dropped " + dropped + " results: " + this
                    + " (expected noMoreTasks() before join(), which is what close() is called in Python)");
        }
        workers.join();
    }

    /**
     * <b>Terminates</b>, as the end of Python's {@code with} block does: see {@link #terminate()}. For Python's
     * {@code close()}, see {@link #noMoreTasks()}. If there were results to come, that is logged as a warning.
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
            var message = "close() has dropped " + ended + " results that were still to come: " + this;
            Warnings.warn(ThreadPool.class, message, null);
        } catch (Throwable e) { // the pool is terminated all the same
            ThreadingAccess.get().report(e);
        }
    }

    @Override
    public String toString() {
        return workers.toString();
    }
}
