package io.github.threading4j.futures;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.SerializableFunction;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingBiFunction;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs tasks: Python's {@code concurrent.futures.Executor}.
 *
 * <p>{@code submit} hands over one task and returns its {@link Future}; {@code map} hands over one for each item and
 * returns the results in the order of the items. {@code shutdown} ends it: no more tasks are taken, those that were
 * taken run. As a resource of a try statement it is shut down at the end of the block, which waits for its tasks. Any
 * thread may call any method; but {@code shutdown} and {@code close} refuse a worker that would wait for itself.
 *
 * <p>{@code submit}, {@code execute} and {@code map} return at once, unless the executor is full; the loop over the
 * results of {@code map} waits for each of them. {@code shutdown} waits, if told to, and {@code close} does, as long as
 * the tasks take. {@code shutdown} and {@code awaitTermination} throw {@link InterruptedException}; {@code close} hands
 * an interrupt on to the tasks; the others, whose signatures allow no checked exception, throw a {@link
 * io.github.threading4j.WaitInterruptedException} in a wait.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(3)) {
 *     System.out.println(executor.map(n -> n * n, List.of(1, 2, 3, 4, 5)).toList());   // [1, 4, 9, 16, 25]
 *     for (var square : executor.map(n -> n * n, List.of(6, 7))) {
 *         System.out.println(square);                                                  // 36, 49
 *     }
 * }
 * }</pre>
 *
 * <p>An executor of your own implements {@link #submit(Callable)} and {@link #shutdown(boolean, boolean)}, and ends the
 * futures that it returns. {@code map} and {@code close} then work by these two; what they can't answer, whether it was
 * shut down and what runs, is an {@link UnsupportedOperationException} unless it is overridden.
 *
 * <pre>{@code
 * class InCaller extends Executor {
 *     @Override
 *     public <T> Future<T> submit(Callable<T> task) {
 *         var future = new Future<T>();
 *         if (future.setRunningOrNotifyCancel()) {
 *             try {
 *                 future.setResult(task.call());
 *             } catch (Throwable e) {
 *                 future.setException(e);
 *             }
 *         }
 *         return future;
 *     }
 *
 *     @Override
 *     public void shutdown(boolean wait, boolean cancelFutures) {}
 * }
 * try (var executor = new InCaller()) {
 *     System.out.println(executor.map(n -> n * n, List.of(1, 2, 3)).toList());          // [1, 4, 9]
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Arguments are captured by a lambda. {@code submit} after a shutdown is a
 * {@link RejectedExecutionException}. {@code map} returns {@link Results}; its extra arguments are {@link MapOptions};
 * it ends at the first failure that is reached, as up to Python 3.15; and where getting an item fails, what has not
 * started of those before is cancelled.
 *
 * <p><b>Differences from java.util.concurrent.</b> An {@link java.util.concurrent.ExecutorService} that nobody shuts
 * down keeps the program alive, or drops its tasks; this one runs them and lets the program end.
 *
 * <p>Memory consistency effects: what a thread did before {@code submit} or {@code map} happens-before the task; the
 * task's effects are those of its {@link Future}.
 *
 * @since 0.1.0
 */
public abstract class Executor implements java.util.concurrent.Executor, AutoCloseable {
    /** For executors of your own. */
    protected Executor() {}

    /**
     * An executor that has a service of Java run its tasks: one of the JDK, or of an engine that runs them in other
     * processes.
     *
     * <p>A task that is {@link java.io.Serializable} is handed to the service as it is, so that it can be sent; write a
     * {@link io.github.threading4j.function.SerializableCallable}, or for {@code map} a
     * {@link io.github.threading4j.function.SerializableFunction}. Any other task can't leave this JVM. If the service
     * tries to send it, {@code submit} says so, and so it does where something that the task captures can't be sent.
     *
     * <p>Tasks that stay here have all that {@link Future} promises. Of those that are handed on as they are, the
     * service does not tell as much:
     *
     * <ul>
     *   <li>{@code running()} is never true, and {@code cancel()} does not refuse a running task, but does what the
     *       service's future does for {@code cancel(false)}; a JDK service lets such a task run on, unseen;
     *   <li>whether {@code cancel(true)} interrupts anything is up to the service, and {@code awaitTermination} of the
     *   future
     *       tells that it is done, not that the task has ended;
     *   <li>nobody knows where such a task runs: where it does in this JVM, {@code shutdown} and {@code close} do not
     *   refuse
     *       it, but wait for it, and so it would wait for itself;
     *   <li>if the service's future is a {@link java.util.concurrent.CompletionStage}, it ends ours, and callbacks run
     *   where
     *       that is; if not, one daemon thread for each such executor waits for these futures and runs the callbacks.
     *       It notices the oldest at once and the others within a few milliseconds, or when the callbacks before them
     *       return.
     * </ul>
     *
     * <p>{@code shutdown} and {@code close} shut the service down, and wait for the tasks of this executor and then, as
     * long as it can tell, for the service. Threads, their number, order, and whether the program waits for them at its
     * end are the service's. A task that stays here counts as a daemon's if the thread that submits it is a daemon,
     * whichever thread runs it.
     *
     * <p>Tasks that the service drops, as after a {@code shutdownNow} by its owner or where it discards what it can't
     * take, are cancelled once the service has terminated and says so: one daemon thread for each such executor, which
     * exists while there are unfinished tasks, asks it from time to time. Until then they stay pending, since no
     * service reports what it drops.
     *
     * <pre>{@code
     * try (var executor = Executor.over(java.util.concurrent.Executors.newFixedThreadPool(2))) {
     *     System.out.println(executor.map(n -> n * n, List.of(1, 2, 3)).toList());   // [1, 4, 9]
     * }
     * }</pre>
     *
     * @param service what runs the tasks
     * @return a new executor; its {@code submit} throws {@link IllegalArgumentException} if the service can't serialize
     *     the task
     * @throws NullPointerException if {@code service} is null
     */
    public static Executor over(ExecutorService service) {
        return new ServiceExecutor(Checks.notNull(service, "service"));
    }

    /**
     * This executor for code that wants a service of Java; {@link #over} is the way back.
     *
     * <p>Its {@code submit} returns a {@link Future}, which refuses {@code cancel(false)} while it is running. What a
     * task given to its {@code execute} throws goes to the excepthook. {@code shutdownNow} cancels what has not
     * started, and returns those of them that came through this view; tasks that were submitted elsewhere are cancelled
     * all the same, and so are those that an executor {@linkplain #over over a service} hands on as they are. It ends
     * when this executor does, and the other way round; its {@code close}, which services have from Java 19 on, is
     * {@link #close()}.
     *
     * <p>Its {@code invokeAll} and {@code invokeAny} wrap the tasks in what can't be sent; over a service that sends
     * them, use {@code submit} or {@code execute}.
     *
     * @return a view; another one each time
     */
    public final ExecutorService asExecutorService() {
        return new ExecutorServiceView(this);
    }

    /**
     * Hands over a task that has a value.
     *
     * @param task what to run
     * @param <T> the type of the value
     * @return the future of the value
     * @throws RejectedExecutionException if the executor was shut down, or is broken, full or can't start a thread
     * @throws io.github.threading4j.WaitTimeoutException if the executor is full for too long; see {@link WhenFull}
     * @throws io.github.threading4j.WaitInterruptedException if the calling thread is interrupted while it waits for
     *     room
     * @throws NullPointerException if {@code task} is null
     */
    public abstract <T extends @Nullable Object> Future<T> submit(Callable<T> task);

    /**
     * Hands over a task without a value.
     *
     * @param task what to run
     * @return a future whose value is null
     * @throws RejectedExecutionException as {@link #submit(Callable)}, which throws all else that this throws, too
     * @throws NullPointerException if {@code task} is null
     */
    public Future<@Nullable Void> submit(Target task) {
        Checks.notNull(task, "task");
        return submit(
                task instanceof Serializable
                        ? (Callable<@Nullable Void> & Serializable) () -> runToNull(task)
                        : () -> runToNull(task));
    }

    private static @Nullable Void runToNull(Target task) throws Exception {
        task.run();
        return null;
    }

    /**
     * Hands over a task whose end nobody waits for: what it throws goes to the excepthook.
     *
     * @param task what to run
     * @throws RejectedExecutionException as {@link #submit(Callable)}, which throws all else that this throws, too
     * @throws NullPointerException if {@code task} is null
     */
    @Override
    public void execute(Runnable task) {
        Checks.notNull(task, "task");
        var unused = submit(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                ThreadingAccess.get().report(e);
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
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return map(function, items, MapOptions.DEFAULT);
    }

    /**
     * Hands over one task for each item, or for each chunk of items.
     *
     * <p>The loop over the results waits for each in its turn. Where a task failed, it throws what {@link
     * Future#result()} would, and what has not started of the rest is cancelled; so it is when the results are closed,
     * and when time runs out, which is a {@link io.github.threading4j.WaitTimeoutException}. An interrupted wait is a
     * {@link io.github.threading4j.WaitInterruptedException}, with the flag set.
     *
     * <p>If the loop may end early, close the results, best by a try statement: leaving the loop cancels nothing, nor
     * does dropping the results.
     *
     * @param function makes a result of an item
     * @param items the items; all taken before this returns, unless the options name a {@code buffersize}
     * @param options how long to wait, how much to have in flight, how to divide the work
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items
     * @throws RejectedExecutionException as {@link #submit(Callable)}; tasks handed over by then are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        Checks.notNull(function, "function");
        Checks.notNull(options, "options");
        return mapAll(function, Checks.notNull(items, "items"), options);
    }

    /** Hands over the items; an executor may have a quicker way than a task for each. */
    <A extends @Nullable Object, R extends @Nullable Object> Results<R> mapAll(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        return MapPerTask.results(this, function, MapItems.of(items), options);
    }

    /**
     * Hands over one task for each item of a stream, all of them at once. When this returns, the stream is closed.
     *
     * @param function makes a result of an item
     * @param items the items, all taken before this returns; closed also if it fails
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items; see {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; tasks handed over by then are cancelled
     * @throws IllegalStateException if the stream was used before
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingFunction<? super A, ? extends R> function, Stream<? extends A> items) {
        return map(function, items, MapOptions.DEFAULT);
    }

    /**
     * Hands over one task for each item of a stream, or for each chunk of items.
     *
     * <p>With a {@code buffersize}, the stream may be infinite: it is asked for items as results are taken, by the
     * thread that takes them. It is closed when it has no more items, when a result fails or time runs out, and when
     * the results are closed, by the thread that finds that out. Without one, it is closed when this returns.
     *
     * @param function makes a result of an item
     * @param items the items, one after the other, also those of a parallel stream; closed also if this fails
     * @param options as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; tasks handed over by then are cancelled
     * @throws IllegalStateException if the stream was used before
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingFunction<? super A, ? extends R> function, Stream<? extends A> items, MapOptions options) {
        Checks.notNull(function, "function");
        Checks.notNull(options, "options");
        Checks.notNull(items, "items");
        return options.takesItemsLate()
                ? MapPerTask.results(this, function, MapItems.of(items), options)
                : mapAllOf(function, items, options);
    }

    @SuppressWarnings("StreamToIterable") // it is iterated over once
    private <A extends @Nullable Object, R extends @Nullable Object> Results<R> mapAllOf(
            ThrowingFunction<? super A, ? extends R> function, Stream<? extends A> items, MapOptions options) {
        Results<R> results = null;
        try (items) {
            results = mapAll(function, items::iterator, options);
        } catch (Throwable e) { // closing the stream may fail, too
            if (results != null) {
                results.close();
            }
            throw e;
        }
        return results;
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
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Results<R> map(
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
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<? extends A> first,
            Iterable<? extends B> second,
            MapOptions options) {
        Checks.notNull(function, "function");
        Checks.notNull(options, "options");
        Checks.notNull(first, "first");
        Checks.notNull(second, "second");
        Iterable<Pair<A, B>> pairs = () -> new Pairs<>(first.iterator(), second.iterator());
        return mapAll(ofPair(function), pairs, options);
    }

    private static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            ThrowingFunction<Pair<A, B>, R> ofPair(ThrowingBiFunction<? super A, ? super B, ? extends R> function) {
        return function instanceof Serializable
                ? (SerializableFunction<Pair<A, B>, R>) pair -> function.apply(pair.first, pair.second)
                : pair -> function.apply(pair.first, pair.second);
    }

    private record Pair<A extends @Nullable Object, B extends @Nullable Object>(A first, B second)
            implements Serializable {}

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
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; the executor is shut
     *     down all the same
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
     * Ends the executor: no more tasks are taken. May be called again; an executor of your own must allow that, since
     * {@code close} calls it.
     *
     * @param wait whether to wait until all tasks that it has have run
     * @param cancelFutures whether to cancel the tasks that have not started
     * @throws IllegalStateException if {@code wait} and the calling thread is one of its workers
     * @throws InterruptedException as {@link #shutdown()}; never unless {@code wait}
     */
    public abstract void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException;

    /**
     * Ends the executor by force, in steps: cancels the tasks that have not started, gives those that run some time,
     * then interrupts them, and gives them the same time again. The interrupt is their thread's; it does not cancel
     * their futures.
     *
     * @param grace how long to wait at most, each time; zero or negative does not wait
     * @return the tasks that run all the same, and where they are; empty if all have ended
     * @throws UnsupportedOperationException if an executor of your own does not override this; nothing has changed then
     * @throws IllegalStateException if the calling thread is one of its workers, and would have to wait
     * @throws NullPointerException if {@code grace} is null
     * @throws InterruptedException if the calling thread is interrupted while it waits; the steps that would have
     *     followed are not taken
     */
    public List<StuckTask> shutdown(Duration grace) throws InterruptedException {
        Checks.notNull(grace, "grace");
        throw cantTell("which tasks run");
    }

    /**
     * Returns whether it was shut down, so that it takes no more tasks.
     *
     * @return whether it was shut down
     * @throws UnsupportedOperationException if an executor of your own does not override this
     */
    public boolean isShutdown() {
        throw cantTell("whether it was shut down");
    }

    private UnsupportedOperationException cantTell(String what) {
        return new UnsupportedOperationException(
                "an executor can't tell " + what + ": " + getClass().getName() + " (expected one that overrides this)");
    }

    /**
     * Waits until it was shut down and all of its tasks have ended.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return whether that is so
     * @throws UnsupportedOperationException as {@link #awaitTermination(Duration)}
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public final boolean awaitTermination(double seconds) throws InterruptedException {
        return awaitTermination(Duration.ofNanos(Timeout.orPoll(seconds)));
    }

    /**
     * Waits until it was shut down and all of its tasks have ended.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return whether that is so
     * @throws UnsupportedOperationException if an executor of your own does not override this
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        Checks.notNull(timeout, "timeout");
        throw cantTell("whether its tasks have ended");
    }

    /**
     * Ends the executor and waits until all of its tasks have run. If the calling thread is interrupted meanwhile, the
     * tasks that have not started are cancelled, those that run are interrupted, and the wait goes on, as
     * {@code ExecutorService.close} does; the flag is set again at the end. An executor of your own is {@linkplain
     * #shutdown(boolean, boolean) shut down} with waiting, and after an interrupt once more, with cancelling; it does
     * not interrupt the tasks that run, unless it overrides this.
     *
     * @throws IllegalStateException if the calling thread is one of its workers
     */
    @Override
    public void close() {
        var interrupted = false;
        try {
            for (var ended = false; !ended; ) {
                try {
                    shutdown(true, interrupted);
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
