package io.github.threading4j.pool;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.futures.Results;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Timeout;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@link ThreadPool#imap} and {@link ThreadPool#imapUnordered} as they arrive: Python's
 * {@code multiprocessing.pool.IMapIterator}.
 *
 * <p>Each result is returned once, by one of the overloads of {@link #next()} or by the single {@link #iterator()},
 * which a {@code for} loop uses. If a task failed, its exception is thrown in place of its result, and later results
 * follow. An exception thrown by the items' iterator takes the place of the next result, and no results follow. Several
 * threads may call {@code next}; the iterator is for use by one thread at a time.
 *
 * <p>After {@link #close()}, no more items are fetched and the function is not called again; calls already running
 * continue unobserved. Without a {@code buffersize}, an imap continues to the end of its items, whether or not its
 * results are taken. With a {@code buffersize}, an imap pauses while that many tasks are ahead of the results that were
 * taken. Since the pool's {@code join} waits until the imap has ended, close the results if some of them might not be
 * taken. If results with a {@code buffersize} become unreachable, they are closed once they are garbage-collected.
 *
 * <pre>{@code
 * try (var pool = new ThreadPool(2)) {
 *     for (int square : pool.imap(n -> n * n, List.of(1, 2, 3))) {
 *         System.out.println(square);                // 1, 4, 9
 *     }
 *     var results = pool.imap(n -> 12 / n, List.of(1, 0, 3));
 *     System.out.println(results.next());            // 12
 *     try {
 *         results.next(10);                          // within 10 seconds
 *     } catch (ArithmeticException e) {
 *         System.out.println(results.next());        // 4: the rest follows
 *     }
 * }
 * }</pre>
 *
 * <p>{@code next} throws {@link InterruptedException}; the iterator throws {@link WaitInterruptedException}, with the
 * interrupt status set. Neither an interrupt nor a timeout loses a result.
 *
 * <p><b>Differences from Python.</b> Where Python raises {@code StopIteration}, {@code next} throws
 * {@link NoSuchElementException}. A failure affects only its own item, even within a chunk. If the pool is terminated,
 * a {@link CancellationException} takes the place of the outstanding results. {@code close} is new.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no equivalent.
 *
 * <p>Memory consistency effects: actions of a task happen-before {@code next} returns its result. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * @param <T> the type of the results; may be a nullable type
 * @since 0.1.0
 */
public final class ImapResults<T extends @Nullable Object> implements Results<T> {
    private final ImapBuffer<T> buffer;

    private final Source source;

    private final AtomicBoolean iterated = new AtomicBoolean();

    /**
     * Fills the buffer. Must not reference the ImapResults: a bounded imap is cancelled once its ImapResults are
     * garbage-collected.
     */
    interface Source {
        /** Called when a result was taken, which may have freed capacity for another. */
        void resume();

        /** Called when no more results are needed. */
        void cancel();
    }

    ImapResults(ImapBuffer<T> buffer, Source source) {
        this.buffer = buffer;
        this.source = source;
    }

    /**
     * Returns the next result, waiting for it if necessary.
     *
     * @return the result
     * @throws NoSuchElementException if there are no more results, or the results are closed
     * @throws CompletionException if the task threw a checked exception, which is its cause; an unchecked exception is
     *     thrown unchanged
     * @throws CancellationException if the pool was terminated before the result was ready, or the results are closed
     *     during the wait
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public T next() throws InterruptedException {
        try {
            return take(Timeout.FOREVER);
        } catch (TimeoutException e) {
            throw new AssertionError("there is no limit", e);
        }
    }

    /**
     * Returns the next result, waiting at most the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return the result
     * @throws TimeoutException if the timeout elapses before there is a result
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NoSuchElementException as for {@link #next()}
     * @throws CompletionException as for {@link #next()}
     * @throws CancellationException as for {@link #next()}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public T next(double seconds) throws InterruptedException, TimeoutException {
        return take(Timeout.orPoll(seconds));
    }

    /**
     * Returns the next result, waiting at most the given time.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return the result
     * @throws TimeoutException if the timeout elapses before there is a result
     * @throws NullPointerException if {@code timeout} is null
     * @throws NoSuchElementException as for {@link #next()}
     * @throws CompletionException as for {@link #next()}
     * @throws CancellationException as for {@link #next()}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public T next(Duration timeout) throws InterruptedException, TimeoutException {
        return take(Timeout.of(timeout));
    }

    private T take(long nanos) throws InterruptedException, TimeoutException {
        try {
            var next = buffer.take(nanos);
            source.resume();
            return next.result();
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            Reference.reachabilityFence(this); // otherwise, this might be collected, and thus closed, during the wait
        }
    }

    private boolean hasNext() throws InterruptedException {
        try {
            return buffer.hasNext();
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the iterator over the results; can be called only once. The iterator waits for each result in turn and
     * throws the same exceptions as {@link #next()}, but throws {@link WaitInterruptedException} if the wait is
     * interrupted. Iteration may continue after a task's exception.
     *
     * @return the iterator, which does not support {@code remove}
     * @throws IllegalStateException if the iterator was returned before, or the results are closed
     */
    @Override
    public Iterator<T> iterator() {
        var iterator = new Taker();
        if (buffer.isClosed()) {
            throw new IllegalStateException("the results are closed: " + this);
        }
        if (!iterated.compareAndSet(false, true)) {
            throw new IllegalStateException("the results are already being iterated over: " + this);
        }
        return iterator;
    }

    /**
     * Closes the results: no more items are fetched, the function is not called again, and the remaining results are
     * dropped. A thread that waits for a result gets a {@link CancellationException}. Has no effect if all results were
     * taken, or if called again.
     */
    @Override
    public void close() {
        source.cancel();
    }

    /** Returns the object that dumps show for a thread that waits for a result. */
    Object awaited() {
        return buffer;
    }

    @Override
    public String toString() {
        return buffer.toString();
    }

    private final class Taker implements Iterator<T> {
        @Override
        public boolean hasNext() {
            try {
                return ImapResults.this.hasNext();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        @Override
        public T next() {
            try {
                return ImapResults.this.next();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private static WaitInterruptedException interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WaitInterruptedException("interrupted while waiting for a result of imap", e);
        }
    }
}
