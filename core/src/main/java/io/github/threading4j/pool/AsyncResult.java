package io.github.threading4j.pool;

import io.github.threading4j.futures.Future;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The result of a task of a {@link ThreadPool}: Python's {@code multiprocessing.pool.AsyncResult}.
 *
 * <p>It is ready once the task has ended and its callback, if it has one, has returned. {@code get} waits for the
 * value, or throws what the task threw; {@code await} only waits. Both throw {@link InterruptedException}, and the task
 * notices nothing of that. Any thread may call any method.
 *
 * <pre>{@code
 * try (var pool = new ThreadPool(2)) {
 *     var length = pool.applyAsync(() -> "hello".length());
 *     System.out.println(length.get(10));            // within 10 seconds
 *     System.out.println(length.successful());       // true
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code wait} is {@code await}, and returns whether the result is ready. A result
 * whose pool was terminated ends with a {@link CancellationException}, where Python waits forever. A callback that
 * fails makes its exception the outcome, as from Python 3.16 on; before, Python waits forever. A checked exception of
 * the task is the cause of a {@link CompletionException}.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.Future} can be cancelled; this can't.
 *
 * <p>Memory consistency effects: what the task and its callback did happens-before {@code get} or {@code await}
 * returning (true, where it tells) or throwing what the task threw, and {@code ready} returning true. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
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
     * Waits for the value.
     *
     * @return the value of the task
     * @throws CompletionException if the task or its callback threw a checked exception, which is its cause; an
     *     unchecked one is thrown as it is, each time
     * @throws CancellationException if the pool was terminated before the task had ended
     * @throws InterruptedException if the result is not ready and the calling thread is interrupted before or while it
     *     waits
     */
    public T get() throws InterruptedException {
        return future.result();
    }

    /**
     * Waits for the value, but not too long.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return the value of the task
     * @throws TimeoutException if the result is not ready in time
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws CompletionException as {@link #get()}
     * @throws CancellationException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public T get(double seconds) throws InterruptedException, TimeoutException {
        return future.result(seconds);
    }

    /**
     * Waits for the value, but not too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return the value of the task
     * @throws TimeoutException if the result is not ready in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws CompletionException as {@link #get()}
     * @throws CancellationException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public T get(Duration timeout) throws InterruptedException, TimeoutException {
        return future.result(timeout);
    }

    /**
     * Waits until the result is ready, whatever it is.
     *
     * @throws InterruptedException as {@link #get()}
     */
    public void await() throws InterruptedException {
        future.exception();
    }

    /**
     * Waits until the result is ready, but not too long.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return whether it is ready
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException as {@link #get()}
     */
    public boolean await(double seconds) throws InterruptedException {
        return future.awaitTermination(seconds);
    }

    /**
     * Waits until the result is ready, but not too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return whether it is ready
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException as {@link #get()}
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return future.awaitTermination(timeout);
    }

    /** {@return whether the result is ready} */
    public boolean ready() {
        return future.done();
    }

    /**
     * Returns whether the task returned a value; if not, it threw an exception.
     *
     * @return true if there is a value
     * @throws IllegalStateException if the result is not ready
     */
    public boolean successful() {
        if (!future.done()) {
            throw new IllegalStateException("result is not ready: " + this + " (expected ready() first)");
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
