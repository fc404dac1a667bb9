package io.github.threading4j.futures;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.SerializableFunction;
import io.github.threading4j.function.Target;
import io.github.threading4j.function.ThrowingBiFunction;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Checks;
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
 * An object that runs submitted tasks: Python's {@code concurrent.futures.Executor}.
 *
 * <p>{@code submit} submits one task and returns its {@link Future}; {@code map} submits one for each item and returns
 * the results in the order of the items. After {@code shutdown}, no more tasks are accepted; tasks accepted earlier
 * still run. A try-with-resources statement shuts the executor down at the end of the block, and waits for its tasks.
 * Any thread may call any method, but {@code shutdown} and {@code close} throw {@link IllegalStateException} in a
 * worker that would wait for itself.
 *
 * <p>{@code submit}, {@code execute} and {@code map} return immediately unless the executor is full; the loop over the
 * results of {@code map} waits for each result. {@code shutdown} optionally waits for the tasks, and {@code close}
 * always does. {@code shutdown} and {@code awaitTermination} throw {@link InterruptedException}; {@code close} passes
 * an interrupt on to the tasks. The other methods, whose signatures allow no checked exception, throw a
 * {@link io.github.threading4j.WaitInterruptedException} if interrupted while waiting.
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
 * <p>A custom executor implements {@link #submit(Callable)} and {@link #shutdown(boolean, boolean)}, and completes the
 * futures that it returns. {@code map} and {@code close} are implemented on top of these two methods. The methods that
 * need further information, such as whether the executor was shut down and which tasks run, throw
 * {@link UnsupportedOperationException} unless overridden.
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
 * <p><b>Differences from Python.</b> {@code submit} takes no arguments for the task: a lambda captures them. After a
 * shutdown, {@code submit} throws {@link RejectedExecutionException}. {@code map} returns {@link Results}, and its
 * extra arguments are {@link MapOptions}. The results end at the first failure that the loop reaches, as in Python up
 * to 3.15. If an item can't be obtained, {@code map} throws the exception and cancels the tasks of earlier items that
 * have not started. With a {@code buffersize}, an item may be obtained after {@code map} has returned; the exception is
 * then thrown in place of the item's result, after the results of the preceding items.
 *
 * <p><b>Differences from java.util.concurrent.</b> An {@link java.util.concurrent.ExecutorService} that is never shut
 * down keeps the program alive or drops its tasks; this executor runs its tasks and lets the program end.
 *
 * <p>Memory consistency effects: actions before {@code submit} or {@code map} happen-before the task; for the effects
 * of the task, see {@link Future}.
 *
 * @since 0.1.0
 */
public abstract class Executor implements java.util.concurrent.Executor, AutoCloseable {
    /** Creates an executor, for subclasses. */
    protected Executor() {}

    /**
     * Returns an executor that runs its tasks in an {@link ExecutorService}, such as one from the JDK, or from an
     * engine that runs tasks in other processes.
     *
     * <p>A {@link java.io.Serializable} task is passed to the service unwrapped, so that it can be sent to another
     * process; use a {@link io.github.threading4j.function.SerializableCallable}, or for {@code map} a
     * {@link io.github.threading4j.function.SerializableFunction}. Any other task can't leave this JVM. If the service
     * tries to serialize such a task, or a serializable task that captures a non-serializable object, {@code submit}
     * throws {@link IllegalArgumentException}.
     *
     * <p>The future of a task that stays in this JVM behaves as {@link Future} specifies. For tasks passed on
     * unwrapped, the service provides less information:
     *
     * <ul>
     *   <li>{@code running()} is never true; {@code cancel()} calls {@code cancel(false)} of the service's future, even
     *       while the task is running: with a JDK service, the future is cancelled, and the running task continues
     *       unobserved;
     *   <li>whether {@code cancel(true)} interrupts the task depends on the service, and {@code awaitTermination} of
     *       the future waits until the future is done, not until the task has ended;
     *   <li>the thread of the task is unknown: if the task runs in this JVM and calls {@code shutdown} or
     *       {@code close}, the call is not rejected, and the task waits for itself;
     *   <li>if the service's future is a {@link java.util.concurrent.CompletionStage}, the thread that completes it
     *       completes this executor's future and runs the callbacks; otherwise, one daemon thread for each such
     *       executor waits for these futures and runs the callbacks. The thread notices the completion of the oldest
     *       future immediately, and the completion of the others within a few milliseconds or when earlier callbacks
     *       return.
     * </ul>
     *
     * <p>{@code shutdown} and {@code close} shut the service down, and wait for the tasks of this executor and then, if
     * the service supports that, for the termination of the service. The service determines the threads, their number,
     * the order of tasks, and whether the program waits for the threads at exit. A task that stays in this JVM counts
     * as a daemon's task if the thread that submits it is a daemon, whichever thread runs it.
     *
     * <p>If the service drops tasks, because its owner calls {@code shutdownNow} or because it has a policy that
     * discards tasks, they are cancelled once the service reports that it has terminated. Until then, their futures
     * stay pending, since no service reports the tasks that it drops. One daemon thread for each such executor polls
     * the service; it exists while there are unfinished tasks.
     *
     * <pre>{@code
     * try (var executor = Executor.over(java.util.concurrent.Executors.newFixedThreadPool(2))) {
     *     System.out.println(executor.map(n -> n * n, List.of(1, 2, 3)).toList());   // [1, 4, 9]
     * }
     * }</pre>
     *
     * @param service the service that runs the tasks
     * @return a new executor; its {@code submit} throws {@link IllegalArgumentException} if the service can't serialize
     *     the task
     * @throws NullPointerException if {@code service} is null
     */
    public static Executor over(ExecutorService service) {
        return new ServiceExecutor(Checks.notNull(service, "service"));
    }

    /**
     * Returns a view of this executor as an {@link ExecutorService}; {@link #over} is the reverse.
     *
     * <p>Its {@code submit} returns a {@link Future}, whose {@code cancel(false)} has no effect while the task is
     * running. An exception thrown by a task passed to its {@code execute} goes to the excepthook. {@code shutdownNow}
     * cancels the tasks that have not started, and returns those submitted through this view. It also cancels, but does
     * not return, tasks that were submitted elsewhere and tasks that an executor {@linkplain #over over a service} has
     * passed on unwrapped. Shutting down the view shuts down this executor, and vice versa; its {@code close}, a method
     * of services since Java 19, calls {@link #close()}.
     *
     * <p>Its {@code invokeAll} and {@code invokeAny} wrap the tasks in objects that can't be serialized; over a service
     * that sends tasks to other processes, use {@code submit} or {@code execute}.
     *
     * @return a new view
     */
    public final ExecutorService asExecutorService() {
        return new ExecutorServiceView(this);
    }

    /**
     * Submits a task that returns a value.
     *
     * @param task the task
     * @param <T> the type of the value
     * @return a future for the value
     * @throws RejectedExecutionException if the executor was shut down, is broken or full, or can't start a thread
     * @throws io.github.threading4j.WaitTimeoutException if the executor stays full until the timeout elapses; see
     *     {@link WhenFull}
     * @throws io.github.threading4j.WaitInterruptedException if the calling thread is interrupted while it waits for
     *     capacity
     * @throws NullPointerException if {@code task} is null
     */
    public abstract <T extends @Nullable Object> Future<T> submit(Callable<T> task);

    /**
     * Submits a task that returns no value.
     *
     * @param task the task
     * @return a future whose value is null
     * @throws RejectedExecutionException as {@link #submit(Callable)}, which specifies further exceptions
     * @throws NullPointerException if {@code task} is null
     */
    public Future<@Nullable Void> submit(Target task) {
        Checks.notNull(task, "task");
        return submit(TargetTask.of(task));
    }

    /**
     * Submits a task without returning a future; an exception that it throws goes to the excepthook.
     *
     * @param task the task
     * @throws RejectedExecutionException as {@link #submit(Callable)}, which specifies further exceptions
     * @throws NullPointerException if {@code task} is null
     */
    @Override
    public void execute(Runnable task) {
        Checks.notNull(task, "task");
        var unused = submit(new TargetTask.Unobserved(task));
    }

    /**
     * Submits one task for each item.
     *
     * @param function the function applied to each item
     * @param items the items, all of which are fetched before this method returns
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items; see {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; the tasks submitted so far are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return map(function, items, MapOptions.DEFAULT);
    }

    /**
     * Submits one task for each item, or for each chunk of items.
     *
     * <p>The loop over the results waits for each result in turn. If a task failed, the loop throws what
     * {@link Future#result()} would throw, and the remaining tasks that have not started are cancelled. They are also
     * cancelled when the results are closed or the timeout elapses. If the timeout elapses, the loop throws a
     * {@link io.github.threading4j.WaitTimeoutException}. An interrupted wait throws a
     * {@link io.github.threading4j.WaitInterruptedException}, with the interrupt status set.
     *
     * <p>If the loop may end early, close the results, preferably in a try-with-resources statement: neither leaving
     * the loop nor dropping the results cancels anything.
     *
     * @param function the function applied to each item
     * @param items the items, all of which are fetched before this method returns, unless the options have a
     *     {@code buffersize}
     * @param options the timeout, the number of tasks in flight, and the number of items per task
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items
     * @throws RejectedExecutionException as {@link #submit(Callable)}; the tasks submitted so far are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        Checks.notNull(function, "function");
        Checks.notNull(options, "options");
        return mapAll(function, Checks.notNull(items, "items"), options);
    }

    /** Submits the items; overridden by executors that are faster without a task for each item. */
    <A extends @Nullable Object, R extends @Nullable Object> Results<R> mapAll(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        return MapPerTask.results(this, function, MapItems.of(items), options);
    }

    /** Returns a submitter for one call of map. The submitter may capture the context of the calling thread. */
    MapSubmitter mapSubmitter() {
        return new MapSubmitter(this);
    }

    /**
     * Submits one task for each item of a stream. The stream is closed when this method returns.
     *
     * @param function the function applied to each item
     * @param items the items, all of which are fetched before this method returns; the stream is closed even if this
     *     method throws, unless an argument is null
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, in the order of the items; see {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; the tasks submitted so far are cancelled
     * @throws IllegalStateException if the stream was already used
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingFunction<? super A, ? extends R> function, Stream<? extends A> items) {
        return map(function, items, MapOptions.DEFAULT);
    }

    /**
     * Submits one task for each item of a stream, or for each chunk of items.
     *
     * <p>With a {@code buffersize}, the stream may be infinite: the thread that takes the results fetches items only as
     * they are needed. In this case, the stream is closed when it has no more items, a result fails, the timeout
     * elapses, or the results are closed, whichever comes first; the thread that causes this closes the stream. Without
     * a {@code buffersize}, the stream is closed when this method returns.
     *
     * @param function the function applied to each item
     * @param items the items, which are fetched sequentially even from a parallel stream; the stream is closed even if
     *     this method throws, unless an argument is null
     * @param options as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @param <A> the type of the items
     * @param <R> the type of the results
     * @return the results, as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; the tasks submitted so far are cancelled
     * @throws IllegalStateException if the stream was already used
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

    @SuppressWarnings("StreamToIterable") // the iterable is iterated over once
    private <A extends @Nullable Object, R extends @Nullable Object> Results<R> mapAllOf(
            ThrowingFunction<? super A, ? extends R> function, Stream<? extends A> items, MapOptions options) {
        Results<R> results = null;
        try (items) {
            results = mapAll(function, items::iterator, options);
        } catch (Throwable e) { // also reached if closing the stream fails
            if (results != null) {
                results.close();
            }
            throw e;
        }
        return results;
    }

    /**
     * Submits one task for each pair of items, until one of the sources has no more items.
     *
     * @param function the function applied to each pair
     * @param first the first items
     * @param second the second items
     * @param <A> the type of the first items
     * @param <B> the type of the second items
     * @param <R> the type of the results
     * @return the results, as {@link #map(ThrowingFunction, Iterable)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; the tasks submitted so far are cancelled
     * @throws NullPointerException if an argument is null
     */
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            ThrowingBiFunction<? super A, ? super B, ? extends R> function,
            Iterable<? extends A> first,
            Iterable<? extends B> second) {
        return map(function, first, second, MapOptions.DEFAULT);
    }

    /**
     * Submits one task for each pair of items, or for each chunk of pairs, until one of the sources has no more items.
     *
     * @param function the function applied to each pair
     * @param first the first items
     * @param second the second items
     * @param options as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @param <A> the type of the first items
     * @param <B> the type of the second items
     * @param <R> the type of the results
     * @return the results, as {@link #map(ThrowingFunction, Iterable, MapOptions)}
     * @throws RejectedExecutionException as {@link #submit(Callable)}; the tasks submitted so far are cancelled
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

    /** An iterator over pairs of items: Python's {@code zip}. */
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
     * Shuts the executor down and waits until all of its tasks have run.
     *
     * @throws IllegalStateException if the calling thread is one of its workers
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; the executor is shut
     *     down nevertheless
     */
    public final void shutdown() throws InterruptedException {
        shutdown(true, false);
    }

    /**
     * Shuts the executor down.
     *
     * @param wait whether to wait until all of its tasks have run
     * @throws IllegalStateException if {@code wait} is true and the calling thread is one of its workers
     * @throws InterruptedException as {@link #shutdown()}; only if {@code wait} is true
     */
    public final void shutdown(boolean wait) throws InterruptedException {
        shutdown(wait, false);
    }

    /**
     * Shuts the executor down: no more tasks are accepted. May be called more than once; a custom executor must allow
     * this, since {@code close} may call this method again.
     *
     * @param wait whether to wait until all tasks accepted so far have run
     * @param cancelFutures whether to cancel the tasks that have not started
     * @throws IllegalStateException if {@code wait} is true and the calling thread is one of its workers
     * @throws InterruptedException as {@link #shutdown()}; only if {@code wait} is true
     */
    public abstract void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException;

    /**
     * Shuts the executor down forcibly, in steps: cancels the tasks that have not started, waits the given time for the
     * running tasks, interrupts their threads, and waits the same time again. The interrupt does not cancel their
     * futures.
     *
     * @param grace the maximum time to wait in each of the two steps; if zero or negative, the method does not wait
     * @return the tasks that still run, with their stack traces; empty if all have ended
     * @throws UnsupportedOperationException if a custom executor does not override this method; the executor is not
     *     shut down
     * @throws IllegalStateException if the calling thread is one of its workers and would have to wait
     * @throws NullPointerException if {@code grace} is null
     * @throws InterruptedException if the calling thread is interrupted while it waits; the remaining steps are not
     *     taken
     */
    public List<StuckTask> shutdown(Duration grace) throws InterruptedException {
        Checks.notNull(grace, "grace");
        throw cantTell("which tasks run");
    }

    /**
     * Returns whether the executor was shut down and accepts no more tasks.
     *
     * @return whether the executor was shut down
     * @throws UnsupportedOperationException if a custom executor does not override this method
     */
    public boolean isShutdown() {
        throw cantTell("whether it was shut down");
    }

    private UnsupportedOperationException cantTell(String what) {
        return new UnsupportedOperationException("the executor does not know " + what + ": "
                + getClass().getName() + " (expected a class that overrides this method)");
    }

    /**
     * Waits until the executor was shut down and all of its tasks have ended, or the given time elapses.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return whether the executor was shut down and all of its tasks have ended
     * @throws UnsupportedOperationException as {@link #awaitTermination(Duration)}
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public final boolean awaitTermination(double seconds) throws InterruptedException {
        return awaitTermination(Duration.ofNanos(Timeout.orPoll(seconds)));
    }

    /**
     * Waits until the executor was shut down and all of its tasks have ended, or the given time elapses.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return whether the executor was shut down and all of its tasks have ended
     * @throws UnsupportedOperationException if a custom executor does not override this method
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @CheckReturnValue
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        Checks.notNull(timeout, "timeout");
        throw cantTell("whether its tasks have ended");
    }

    /**
     * Shuts the executor down and waits until all of its tasks have run. If the calling thread is interrupted while it
     * waits, the tasks that have not started are cancelled, the running ones are interrupted, and the wait continues,
     * as in {@code ExecutorService.close}; the interrupt status is restored before this method returns.
     *
     * <p>The default implementation, for custom executors, calls {@link #shutdown(boolean, boolean)} with {@code wait}
     * set to true. After an interrupt, it calls that method again, with {@code cancelFutures} set to true as well. It
     * does not interrupt running tasks.
     *
     * @throws IllegalStateException if the calling thread is one of its workers
     */
    @Override
    public void close() {
        var interrupted = false;
        try {
            shutdown(true, false);
        } catch (InterruptedException e) {
            interrupted = true;
            closeNow();
        } catch (Error e) { // not by its type: the verification of this class would load that class
            if (!(e instanceof Cancelled)) {
                throw e;
            }
            closeNow();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Inside of a shield: in a cancelled scope, each further wait would end at once. */
    private void closeNow() {
        CancelScope.shield(() -> {
            var interrupted = false;
            for (var ended = false; !ended; ) {
                Thread.interrupted(); // some custom executors restore the status, and the next wait would end at once
                try {
                    shutdown(true, true);
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
