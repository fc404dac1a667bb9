package io.github.threading4j.pool;

import io.github.threading4j.futures.Future;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The pending result of a task of a {@link ThreadPool}: Python's {@code multiprocessing.pool.AsyncResult}.
 *
 * <p>A result is ready once the task has ended and its callback, if any, has returned. {@code get} waits and returns
 * the value, or throws the exception of the task; {@code await} only waits. Both throw {@link InterruptedException} if
 * the calling thread is interrupted; the interrupt does not affect the task. Any thread may call any method.
 *
 * <pre>{@code
 * try (var pool = new ThreadPool(2)) {
 *     var length = pool.applyAsync(() -> "hello".length());
 *     System.out.println(length.get(10));            // within 10 seconds
 *     System.out.println(length.successful());       // true
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code wait} is called {@code await}, and returns whether the result is ready. If
 * the pool is terminated, the result completes with a {@link CancellationException}; Python waits forever. If a
 * callback throws, the result completes with the callback's exception, as in Python 3.16 and later; earlier versions
 * wait forever. A checked exception of the task is the cause of a {@link CompletionException}.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.Future} can be cancelled; this result
 * can't.
 *
 * <p>Memory consistency effects: actions of the task and its callback happen-before {@code get} returns or throws the
 * task's exception, {@code await} returns (with a timeout: returns true), and {@code ready} returns true. See the <a
 * href="../package-summary.html#memory">table of the root package</a>.
 *
 * @param <T> the type of the value; may be a nullable type
 * @since 0.1.0
 */
public final class AsyncResult<T extends @Nullable Object> {
    private final Future<T> future;

    AsyncResult(Future<T> future) {
        this.future = future;
    }

    /**
     * Returns the value, waiting for it if necessary.
     *
     * @return the value of the task
     * @throws CompletionException if the task or its callback threw a checked exception, which is its cause; an
     *     unchecked exception is thrown unchanged, by each call
     * @throws CancellationException if the pool was terminated before the task had ended, or before its callback was
     *     called
     * @throws InterruptedException if the result is not ready and the calling thread is interrupted before or while it
     *     waits
     */
    public T get() throws InterruptedException {
        return future.result();
    }

    /**
     * Returns the value, waiting at most the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return the value of the task
     * @throws TimeoutException if the timeout elapses before the result is ready
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws CompletionException as for {@link #get()}
     * @throws CancellationException as for {@link #get()}
     * @throws InterruptedException as for {@link #get()}
     */
    public T get(double seconds) throws InterruptedException, TimeoutException {
        return future.result(seconds);
    }

    /**
     * Returns the value, waiting at most the given time.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return the value of the task
     * @throws TimeoutException if the timeout elapses before the result is ready
     * @throws NullPointerException if {@code timeout} is null
     * @throws CompletionException as for {@link #get()}
     * @throws CancellationException as for {@link #get()}
     * @throws InterruptedException as for {@link #get()}
     */
    public T get(Duration timeout) throws InterruptedException, TimeoutException {
        return future.result(timeout);
    }

    /**
     * Waits until the result is ready, successful or not.
     *
     * @throws InterruptedException as for {@link #get()}
     */
    public void await() throws InterruptedException {
        future.exception();
    }

    /**
     * Waits until the result is ready, or the given time elapses.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return whether the result is ready
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException as for {@link #get()}
     */
    public boolean await(double seconds) throws InterruptedException {
        return future.awaitTermination(seconds);
    }

    /**
     * Waits until the result is ready, or the given time elapses.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return whether the result is ready
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException as for {@link #get()}
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return future.awaitTermination(timeout);
    }

    /** {@return whether the result is ready} */
    public boolean ready() {
        return future.done();
    }

    /**
     * Returns whether the task returned a value and its callback, if any, did not throw.
     *
     * @return true if there is a value
     * @throws IllegalStateException if the result is not ready
     */
    public boolean successful() {
        if (!future.done()) {
            throw new IllegalStateException("result is not ready: " + this + " (expected a check with ready())");
        }
        try {
            return future.exception() == null;
        } catch (InterruptedException e) {
            throw new AssertionError("a future that is done does not wait", e);
        }
    }

    @Override
    public String toString() {
        return future.toString().replaceFirst("Future", "AsyncResult");
    }
}
