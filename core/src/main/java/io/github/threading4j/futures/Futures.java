package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ScopedTask;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Static methods that wait for several futures: the functions of Python's {@code concurrent.futures} module.
 *
 * <p>The futures may come from any executors, and a future that is given twice is counted once. Waiting does not affect
 * the futures, nor does a timeout or an interrupt. {@code await} waits and throws {@link InterruptedException};
 * {@code asCompleted} returns immediately, and the loop over its results waits. Any thread may call these methods.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(2)) {
 *     var futures = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
 *     for (var future : Futures.asCompleted(futures)) {
 *         System.out.println(future.resultNow());
 *     }
 *     System.out.println(Futures.await(futures).notDone());                  // []
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> A cancelled future counts as done even if its executor has not noticed the
 * cancellation or never will; Python may wait for it forever. {@code wait} is called {@code await}. The timeout of
 * {@code asCompleted} is measured from the call, as Python documents it.
 *
 * <p><b>Differences from java.util.concurrent.</b> An {@link java.util.concurrent.ExecutorCompletionService} handles
 * only its own tasks; {@code CompletableFuture.anyOf} reports that a future is done, but not which one.
 *
 * <p>Memory consistency effects: actions of a task happen-before a method of this class reports its future as done.
 *
 * @since 0.1.0
 */
public final class Futures {
    static {
        ScopedTask.Factory.set(new ScopedFuture.Factory());
    }

    private Futures() {}

    /**
     * Waits until all futures are done.
     *
     * @param futures the futures
     * @param <F> the type of the futures
     * @return the futures, all of which are done
     * @throws NullPointerException if {@code futures} or one of them is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public static <F extends Future<?>> DoneAndNotDone<F> await(Collection<? extends F> futures)
            throws InterruptedException {
        return awaitWithin(futures, Timeout.FOREVER, ReturnWhen.ALL_COMPLETED);
    }

    /**
     * Waits until all futures are done, or the given time elapses.
     *
     * @param futures the futures
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @param <F> the type of the futures
     * @return the futures that were done when the wait ended, and the others
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if {@code futures} or one of them is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public static <F extends Future<?>> DoneAndNotDone<F> await(Collection<? extends F> futures, double seconds)
            throws InterruptedException {
        return awaitWithin(futures, Timeout.orPoll(seconds), ReturnWhen.ALL_COMPLETED);
    }

    /**
     * Waits until all futures are done, or the given time elapses.
     *
     * @param futures the futures
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @param <F> the type of the futures
     * @return the futures that were done when the wait ended, and the others
     * @throws NullPointerException if an argument or a future is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public static <F extends Future<?>> DoneAndNotDone<F> await(Collection<? extends F> futures, Duration timeout)
            throws InterruptedException {
        return awaitWithin(futures, Timeout.of(timeout), ReturnWhen.ALL_COMPLETED);
    }

    /**
     * Waits until some or all futures are done.
     *
     * @param futures the futures
     * @param returnWhen the condition to wait for
     * @param <F> the type of the futures
     * @return the futures that were done when the wait ended, and the others
     * @throws NullPointerException if an argument or a future is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public static <F extends Future<?>> DoneAndNotDone<F> await(Collection<? extends F> futures, ReturnWhen returnWhen)
            throws InterruptedException {
        return awaitWithin(futures, Timeout.FOREVER, returnWhen);
    }

    /**
     * Waits until some or all futures are done, or the given time elapses.
     *
     * @param futures the futures
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @param returnWhen the condition to wait for
     * @param <F> the type of the futures
     * @return the futures that were done when the wait ended, and the others
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if an argument or a future is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public static <F extends Future<?>> DoneAndNotDone<F> await(
            Collection<? extends F> futures, double seconds, ReturnWhen returnWhen) throws InterruptedException {
        return awaitWithin(futures, Timeout.orPoll(seconds), returnWhen);
    }

    /**
     * Waits until some or all futures are done, or the given time elapses.
     *
     * @param futures the futures
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @param returnWhen the condition to wait for
     * @param <F> the type of the futures
     * @return the futures that were done when the wait ended, and the others
     * @throws NullPointerException if an argument or a future is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public static <F extends Future<?>> DoneAndNotDone<F> await(
            Collection<? extends F> futures, Duration timeout, ReturnWhen returnWhen) throws InterruptedException {
        return awaitWithin(futures, Timeout.of(timeout), returnWhen);
    }

    private static <F extends Future<?>> DoneAndNotDone<F> awaitWithin(
            Collection<? extends F> futures, long nanos, ReturnWhen returnWhen) throws InterruptedException {
        Checks.notNull(returnWhen, "returnWhen");
        Set<F> all = distinct(futures);
        var counter = new FuturesWaiter(all, returnWhen);
        FutureWaiter callback = future -> counter.done(future.state.failure() != null);
        try {
            for (var future : all) {
                future.state.onDone(callback);
            }
            PoolDeadlocks.await(counter, nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            for (var future : all) {
                future.state.forget(callback); // otherwise, each wait would leave a callback in an unfinished future
            }
        }
        return divide(all);
    }

    /**
     * Returns the futures as they complete, beginning with those already done.
     *
     * <p>If the loop may end early, close the results, preferably in a try-with-resources statement: otherwise, each
     * future that is not done retains a callback until the results have been garbage-collected and {@code asCompleted}
     * is called again. Closing the results cancels no future.
     *
     * @param futures the futures
     * @param <F> the type of the futures
     * @return each future once, when it is done; taking the next future waits, and throws
     *     {@link WaitInterruptedException}, with the interrupt status set, if the thread is interrupted
     * @throws NullPointerException if {@code futures} or one of them is null
     */
    public static <F extends Future<?>> Results<F> asCompleted(Collection<? extends F> futures) {
        return asCompletedWithin(futures, Timeout.FOREVER);
    }

    /**
     * Returns the futures as they complete, waiting at most the given time for all of them.
     *
     * @param futures the futures
     * @param seconds the maximum time to wait for all futures, in seconds, measured from this call; after that, taking
     *     a future that is not done throws {@link WaitTimeoutException}; if zero or negative, taking a future never
     *     waits
     * @param <F> the type of the futures
     * @return as {@link #asCompleted(Collection)}
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if {@code futures} or one of them is null
     */
    public static <F extends Future<?>> Results<F> asCompleted(Collection<? extends F> futures, double seconds) {
        return asCompletedWithin(futures, Timeout.orPoll(seconds));
    }

    /**
     * Returns the futures as they complete, waiting at most the given time for all of them.
     *
     * @param futures the futures
     * @param timeout the maximum time, as in {@link #asCompleted(Collection, double)}
     * @param <F> the type of the futures
     * @return as {@link #asCompleted(Collection)}
     * @throws NullPointerException if an argument or a future is null
     */
    public static <F extends Future<?>> Results<F> asCompleted(Collection<? extends F> futures, Duration timeout) {
        return asCompletedWithin(futures, Timeout.of(timeout));
    }

    private static <F extends Future<?>> Results<F> asCompletedWithin(Collection<? extends F> futures, long nanos) {
        return new ResultsOnce<>(new FuturesAsCompleted<F>(distinct(futures), nanos));
    }

    private static <F extends Future<?>> DoneAndNotDone<F> divide(Set<F> all) {
        var done = new LinkedHashSet<F>();
        var notDone = new LinkedHashSet<F>();
        for (var future : all) {
            (future.done() ? done : notDone).add(future);
        }
        return new DoneAndNotDone<>(Collections.unmodifiableSet(done), Collections.unmodifiableSet(notDone));
    }

    private static <F extends Future<?>> Set<F> distinct(Collection<? extends F> futures) {
        // With a load factor of 3/4, this holds all futures without resizing.
        var distinct = new LinkedHashSet<F>(Checks.notNull(futures, "futures").size() * 4 / 3 + 1);
        for (var future : futures) {
            distinct.add(Checks.notNull(future, "future"));
        }
        return distinct;
    }
}
