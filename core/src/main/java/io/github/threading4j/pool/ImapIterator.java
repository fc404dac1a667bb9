package io.github.threading4j.pool;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@link ThreadPool#imap} and {@link ThreadPool#imapUnordered} as they come: Python's
 * {@code multiprocessing.pool.IMapIterator}.
 *
 * <p>Each result is given out once. {@link #next()} waits for the next one, and throws what its task threw; those after
 * it follow all the same. What the items' own iterator throws comes in its place, and is the last. {@link #hasNext()}
 * waits until it knows. Several threads may take results.
 *
 * <p>{@link #next()} and {@link #hasNext()} throw {@link WaitInterruptedException} if they have to wait and the thread
 * is interrupted, with the flag set; the timed forms throw {@link InterruptedException}. No result is lost by that, nor
 * by a timeout.
 *
 * <pre>{@code
 * try (var pool = new ThreadPool(2)) {
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
 * CancellationException}.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is nothing like it.
 *
 * <p>Memory consistency effects: what a task did happens-before {@code next} returning its result. See the <a
 * href="../package-summary.html#memory">table of the root package</a>.
 *
 * @param <T> the type of the results; may be a nullable type
 * @since 0.1.0
 */
public final class ImapIterator<T extends @Nullable Object> implements Iterator<T> {
    private final Mutex mutex = new Mutex(this);
    private final QueuedSync.WaitSet change = mutex.newWaitSet(this);

    // Guarded by the mutex.
    private final Map<Long, Future<T>> arrived = new HashMap<>();
    private long given;

    /** How many there will be, or -1 as long as nobody knows. */
    private long total = -1;

    /** Why nothing comes any more, if that is so. */
    private @Nullable Throwable ended;

    ImapIterator() {}

    /** Without any result. */
    static <T extends @Nullable Object> ImapIterator<T> empty() {
        var results = new ImapIterator<T>();
        results.setTotal(0);
        return results;
    }

    /** A result has come; its place is the one it is given out in. Too late if nothing is to come any more. */
    void arrive(long place, Future<T> result) {
        mutex.lock();
        try {
            if (ended == null) {
                change.signalEach(); // first, so that nothing can fail once the result is there
                arrived.put(place, result);
            }
        } finally {
            mutex.unlock();
        }
    }

    void setTotal(long results) {
        mutex.lock();
        try {
            if (ended == null) {
                total = results;
                change.signalEach();
            }
        } finally {
            mutex.unlock();
        }
    }

    /** Nothing comes any more; returns whether something was to come. */
    boolean end(Throwable reason) {
        mutex.lock();
        try {
            if (total >= 0 && given + arrived.size() == total) {
                return false;
            }
            ended = reason;
            change.signalEach();
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Returns whether there is another result, or a failure; waits until that is known.
     *
     * @return true if there is one
     * @throws WaitInterruptedException if the calling thread is interrupted before or while it waits; the flag is set
     */
    @Override
    public boolean hasNext() {
        mutex.lock();
        try {
            return awaitNext(Timeout.FOREVER) && given != total;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Waits for the next result.
     *
     * @return the result
     * @throws NoSuchElementException if there are no more
     * @throws CompletionException if the task threw a checked exception, which is its cause; an unchecked one is thrown
     *     as it is
     * @throws CancellationException if the pool was terminated before
     * @throws WaitInterruptedException if the calling thread is interrupted before or while it waits; the flag is set
     */
    @Override
    public T next() {
        try {
            return take(Timeout.FOREVER);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (TimeoutException e) {
            throw new AssertionError("there is no limit", e);
        }
    }

    /**
     * Waits for the next result, but not too long.
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
     * Waits for the next result, but not too long.
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
        Future<T> next;
        mutex.lock();
        try {
            if (!awaitNext(nanos)) {
                throw new TimeoutException("the next result is not ready in time: " + this);
            }
            if (given == total) {
                throw new NoSuchElementException("there are no more results");
            }
            change.signalEach(); // first, as in arrive()
            next = removeNext();
            given++;
        } finally {
            mutex.unlock();
        }
        return next.result();
    }

    /** With the mutex held: waits until the next one is there, or it is known that there is none. */
    private boolean awaitNext(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        while (!isKnown()) {
            var left = Timeout.left(deadline, nanos);
            if (left <= 0) {
                return false;
            }
            change.awaitSignal(left);
        }
        return true;
    }

    private boolean isKnown() {
        return arrived.containsKey(given) || given == total || ended != null;
    }

    private Future<T> removeNext() {
        var next = arrived.remove(given);
        if (next == null) { // nothing comes any more, which is said once
            next = new Future<>();
            next.setException(ended == null ? new AssertionError("nothing is there, and nothing has ended") : ended);
            total = given + 1;
            arrived.clear();
        }
        return next;
    }

    private static WaitInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new WaitInterruptedException("interrupted while waiting for a result of imap", e);
    }

    /** Racy reads on purpose: a dump must not wait. */
    @Override
    public String toString() {
        return "ImapIterator[given=" + given + ", waiting=" + arrived.size() + "]";
    }
}
