package io.github.threading4j.pool;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.futures.Results;
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
 * The results of {@link ThreadPool#imap} and {@link ThreadPool#imapUnordered} as they come: Python's
 * {@code multiprocessing.pool.IMapIterator}.
 *
 * <p>Each result is given out once, by {@link #next()} and its timed forms or by the one {@link #iterator()}, which a
 * {@code for} loop uses. Where a task failed, its exception is thrown in its place, and the results after it follow.
 * What the items' own iterator throws comes in the place of the item that there was not, and is the last. Several
 * threads may call {@code next}; the iterator is for one thread at a time.
 *
 * <p>From {@link #close()} on, no items are taken and no function is called any more; those that run go on, unseen.
 * Without a {@code buffersize}, an imap goes on to the end of its items, whether or not its results are taken. With
 * one, it pauses while that many tasks are ahead of the results that were taken, and the pool's {@code join} waits
 * for it: close results that may not all be taken. Results that are dropped are closed once they are collected.
 *
 * <p>{@code next} throws {@link InterruptedException}; the iterator throws {@link WaitInterruptedException}, with the
 * flag set. No result is lost by that, nor by a timeout.
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
 * <p><b>Differences from Python.</b> {@code StopIteration} is {@link NoSuchElementException}. Chunks make no
 * difference: a failure is that of its item alone. If the pool is terminated, what has not come is a {@link
 * CancellationException}. New is {@code close}.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is nothing like it.
 *
 * <p>Memory consistency effects: what a task did happens-before {@code next} returning its result. See the <a
 * href="../package-summary.html#memory">table of the root package</a>.
 *
 * @param <T> the type of the results; may be a nullable type
 * @since 0.1.0
 */
public final class ImapResults<T extends @Nullable Object> implements Results<T> {
    private final ImapBuffer<T> buffer;

    private final Source source;

    private final AtomicBoolean iterated = new AtomicBoolean();

    /** What fills the buffer. It does not hold these results, so that it can be cancelled once they are collected. */
    interface Source {
        /** A result was taken, so that there may be room for others. */
        void resume();

        /** No more results are wanted. */
        void cancel();
    }

    ImapResults(ImapBuffer<T> buffer, Source source) {
        this.buffer = buffer;
        this.source = source;
    }

    /**
     * Waits for the next result.
     *
     * @return the result
     * @throws NoSuchElementException if there are no more, or the results are closed
     * @throws CompletionException if the task threw a checked exception, which is its cause; an unchecked one is thrown
     *     as it is
     * @throws CancellationException if the pool was terminated before, or the results are closed while this waits
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
     * Waits for the next result, at most for a time.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return the result
     * @throws TimeoutException if it does not come in time
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NoSuchElementException as {@link #next()}
     * @throws CompletionException as {@link #next()}
     * @throws CancellationException as {@link #next()}
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public T next(double seconds) throws InterruptedException, TimeoutException {
        return take(Timeout.orPoll(seconds));
    }

    /**
     * Waits for the next result, at most for a time.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return the result
     * @throws TimeoutException if it does not come in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws NoSuchElementException as {@link #next()}
     * @throws CompletionException as {@link #next()}
     * @throws CancellationException as {@link #next()}
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
        } finally {
            Reference.reachabilityFence(this); // else these might be collected, and so closed, during the wait
        }
    }

    private boolean hasNext() throws InterruptedException {
        try {
            return buffer.hasNext();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns the iterator over the results, once. It waits for each result in turn and throws what {@link #next()}
     * throws, but for {@link WaitInterruptedException} if the wait is interrupted. After a task's exception, it goes
     * on.
     *
     * @return the iterator; it does not remove
     * @throws IllegalStateException if it was returned before, or the results are closed
     */
    @Override
    public Iterator<T> iterator() {
        var iterator = new Taker();
        if (buffer.isClosed()) {
            throw new IllegalStateException("the results are closed: " + this);
        }
        if (!iterated.compareAndSet(false, true)) {
            throw new IllegalStateException("the results are iterated over already: " + this);
        }
        return iterator;
    }

    /**
     * Ends the results: no more items are taken, no more functions called, and what was not taken is dropped. A thread
     * that waits for a result gets a {@link CancellationException}. Has no effect if all results were taken, or when
     * called again.
     */
    @Override
    public void close() {
        source.cancel();
    }

    /** What a dump says that a thread waits for. */
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
