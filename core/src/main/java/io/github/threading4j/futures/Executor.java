package io.github.threading4j.futures;

import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingBiFunction;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.RootAccess;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs tasks: Python's {@code concurrent.futures.Executor}.
 *
 * <p>{@code submit} hands over one task and returns its {@link Future}; {@code map} hands over one for each item and
 * returns the results in the order of the items. {@code shutdown} ends it: no more tasks are taken, those that were taken
 * run. As a resource of a try statement it is shut down at the end of the block, which waits for its tasks. Any thread may
 * call any method.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(3)) {
 *     System.out.println(executor.map(n -> n * n, List.of(1, 2, 3, 4, 5)).toList());   // [1, 4, 9, 16, 25]
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Arguments are captured by a lambda. {@code submit} after a shutdown is a
 * {@link RejectedExecutionException}. {@code map} returns a {@link Stream}; its extra arguments are {@link MapOptions}; it
 * ends at the first failure that is reached, as up to Python 3.15; and where getting an item fails, what has not started of
 * those before is cancelled.
 *
 * <p><b>Differences from java.util.concurrent.</b> An {@link java.util.concurrent.ExecutorService} that nobody shuts down
 * keeps the program alive, or drops its tasks; this one runs them and lets the program end.
 *
 * <p>Memory consistency effects: what a thread did before {@code submit} or {@code map} happens-before the task; the task's
 * effects are those of its {@link Future}.
 *
 * @since 0.1.0
 */
public abstract class Executor implements java.util.concurrent.Executor, AutoCloseable {
    /** For executors of one's own. */
    protected Executor() {}

    /**
     * Hands over a task that has a value.
     *
     * @param task what to run
     * @param <T> the type of the value
     * @return the future of the value
     * @throws RejectedExecutionException if the executor was shut down, or is broken, or can't start a thread
     * @throws NullPointerException if {@code task} is null
     */
    public abstract <T extends @Nullable Object> Future<T> submit(Callable<T> task);

    /**
     * Hands over a task without a value.
     *
     * @param task what to run
     * @return a future whose value is null
     * @throws RejectedExecutionException as {@link #submit(Callable)}
     * @throws NullPointerException if {@code task} is null
     */
    public Future<@Nullable Void> submit(Target task) {
        Checks.notNull(task, "task");
        return this.<@Nullable Void>submit(() -> {
            task.run();
            return null;
        });
    }

    /**
     * Hands over a task whose end nobody waits for: what it throws goes to the excepthook.
     *
     * @param task what to run
     * @throws RejectedExecutionException as {@link #submit(Callable)}
     * @throws NullPointerException if {@code task} is null
     */
    @Override
    public void execute(Runnable task) {
        Checks.notNull(task, "task");
        var unused = submit(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                RootAccess.get().report(e);
            }
        });
    }

    /**
     * Hands over one task for each item, all of them at once.
     *
     * @param function makes a result of an item
     * @param items the items, all taken before this returns
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items; see {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; tasks handed over by then are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return map(function, items, MapOptions.DEFAULT);
    }

    /**
     * Hands over one task for each item, or for each chunk of items.
     *
     * <p>The stream waits for each result in its turn. Where a task failed, it throws what {@link Future#result()} would,
     * and what has not started of the rest is cancelled; so it is when the stream is closed, and when time runs out, which
     * is a {@link io.github.threading4j.WaitTimeoutException}. An interrupted wait is a
     * {@link io.github.threading4j.WaitInterruptedException}, with the flag set.
     *
     * @param function makes a result of an item
     * @param items the items; all taken before this returns, unless the options name a {@code buffersize}
     * @param options how long to wait, how much to have in flight, how to divide the work
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items; sequential
     * @throws RejectedExecutionException as {@link #submit(Callable)}; tasks handed over by then are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        Checks.notNull(function, "function");
        Checks.notNull(options, "options");
        return mapAll(function, Checks.notNull(items, "items"), options);
    }

    /** Hands over the items; an executor may have a quicker way than a task for each. */
    <A extends @Nullable Object, R extends @Nullable Object> Stream<R> mapAll(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        return MapResults.stream(this, function, items.iterator(), options);
    }

    /**
     * Hands over one task for each pair of items, until one side has no more.
     *
     * @param function makes a result of two items
     * @param first the first items
     * @param second the second items
     * @param <A> the type of the first items
     * @param <B> the type of the second items
     * @param <R> the type of the results
     * @return the results, as {@link #map(ThrowingFunction, Iterable)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; tasks handed over by then are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
            ThrowingBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<? extends A> first,
            Iterable<? extends B> second) {
        return map(function, first, second, MapOptions.DEFAULT);
    }

    /**
     * Hands over one task for each pair of items, or for each chunk of pairs, until one side has no more.
     *
     * @param function makes a result of two items
     * @param first the first items
     * @param second the second items
     * @param options as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @param <A> the type of the first items
     * @param <B> the type of the second items
     * @param <R> the type of the results
     * @return the results, as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; tasks handed over by then are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
            ThrowingBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<? extends A> first,
            Iterable<? extends B> second,
            MapOptions options) {
        Checks.notNull(function, "function");
        Checks.notNull(options, "options");
        Checks.notNull(first, "first");
        Checks.notNull(second, "second");
        Iterable<Pair<A, B>> pairs = () -> new Pairs<>(first.iterator(), second.iterator());
        return this.<Pair<A, B>, R>mapAll(pair -> function.apply(pair.first, pair.second), pairs, options);
    }

    private record Pair<A extends @Nullable Object, B extends @Nullable Object>(A first, B second) {}

    /** Python's {@code zip}. */
    private record Pairs<A extends @Nullable Object, B extends @Nullable Object>(
            Iterator<? extends A> first, Iterator<? extends B> second) implements Iterator<Pair<A, B>> {
        @Override
        public boolean hasNext() {
            return first.hasNext() && second.hasNext();
        }

        @Override
        public Pair<A, B> next() {
            return new Pair<>(first.next(), second.next());
        }
    }

    /**
     * Ends the executor and waits until all of its tasks have run.
     *
     * @throws IllegalStateException if the calling thread is one of its workers
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; the executor is shut down
     *     all the same
     */
    public final void shutdown() throws InterruptedException {
        shutdown(true, false);
    }

    /**
     * Ends the executor.
     *
     * @param wait whether to wait until all of its tasks have run
     * @throws IllegalStateException if {@code wait} and the calling thread is one of its workers
     * @throws InterruptedException as {@link #shutdown()}; never unless {@code wait}
     */
    public final void shutdown(boolean wait) throws InterruptedException {
        shutdown(wait, false);
    }

    /**
     * Ends the executor: no more tasks are taken. May be called again.
     *
     * @param wait whether to wait until all tasks that it has have run
     * @param cancelFutures whether to cancel the tasks that have not started
     * @throws IllegalStateException if {@code wait} and the calling thread is one of its workers
     * @throws InterruptedException as {@link #shutdown()}; never unless {@code wait}
     */
    public abstract void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException;

    /**
     * Ends the executor and waits until all of its tasks have run. If the calling thread is interrupted meanwhile, the
     * tasks that have not started are cancelled, those that run are interrupted, and the wait goes on, as
     * {@code ExecutorService.close} does; the flag is set again at the end.
     *
     * @throws IllegalStateException if the calling thread is one of its workers
     */
    @Override
    public abstract void close();
}
