package io.github.threading4j.pool;

import io.github.threading4j.futures.Future;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The buffer between the workers of an imap, which add results, and the threads that take the results.
 * {@link ImapResults} is its public API.
 *
 * <p>The results end in one of three ways: with the last result, once the total is known; with a failure, which is
 * returned once, in place of the first missing result; or when the buffer is closed, after which nothing is returned.
 */
final class ImapBuffer<T extends @Nullable Object> {
    private final Mutex mutex = new Mutex(this);
    private final QueuedSync.WaitSet change = mutex.newWaitSet(Blocker.Kind.EVENT, this);

    // Guarded by the mutex.
    private final Map<Long, Future<T>> arrived = new HashMap<>();
    private long given;

    /** The total number of results, or -1 until the items have ended. */
    private long total = -1;

    /** The size of the collection that the items come from, or -1 if they come from elsewhere. */
    private final int expected;

    /** The failure that ended the results, if any. */
    private @Nullable Throwable ended;

    /** Written with the mutex held. */
    private volatile boolean closed;

    ImapBuffer(int expected) {
        this.expected = expected;
    }

    /** Adds the future of the result with the given index; has no effect if the results have failed or were closed. */
    void arrive(long place, Future<T> result) {
        mutex.lock();
        try {
            if (ended == null && !closed) {
                change.signalAll(); // first, so that nothing can fail once the result is added
                arrived.put(place, result);
            }
        } finally {
            mutex.unlock();
        }
    }

    void setTotal(long results) {
        mutex.lock();
        try {
            if (ended == null && !closed) {
                total = results;
                change.signalAll();
            }
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Ends the results with a failure; returns whether there were outstanding results. No result is outstanding if all
     * items of a collection have a result, even if the collection's iterator has not reached its end.
     */
    boolean end(Throwable reason) {
        mutex.lock();
        try {
            var results = given + arrived.size();
            change.signalAll();
            if (results == (total >= 0 ? total : expected)) {
                total = results;
                return false;
            }
            ended = reason;
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /** Ends the results and discards those that were not returned. */
    void close() {
        mutex.lock();
        try {
            closed = true;
            total = given;
            arrived.clear();
            change.signalAll();
        } finally {
            mutex.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns the number of results that were returned. */
    long given() {
        mutex.lock();
        try {
            return given;
        } finally {
            mutex.unlock();
        }
    }

    /** Returns whether there is another result or a failure, waiting until this is known. */
    boolean hasNext() throws InterruptedException {
        mutex.lock();
        try {
            return awaitNext(Timeout.FOREVER) && given != total;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Waits for the next result and takes it.
     *
     * @return the result, as a future that is done
     * @throws TimeoutException if the timeout elapses first
     * @throws NoSuchElementException if there are no more results
     * @throws CancellationException if the results are closed during the wait
     */
    Future<T> take(long nanos) throws InterruptedException, TimeoutException {
        mutex.lock();
        try {
            if (!awaitNext(nanos)) {
                throw new TimeoutException("the next result was not ready in time: " + this);
            }
            if (given == total) {
                throw new NoSuchElementException("there are no more results");
            }
            change.signalAll(); // first, so that nothing can fail once the result is taken
            var next = removeNext();
            given++;
            return next;
        } finally {
            mutex.unlock();
        }
    }

    /** Waits until the next result has arrived, or it is known that there is none. Called with the mutex held. */
    private boolean awaitNext(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        while (!isKnown()) {
            var left = Timeout.left(deadline, nanos);
            if (left <= 0) {
                return false;
            }
            change.awaitSignal(left);
            if (closed) {
                throw new CancellationException("the results were closed: " + this);
            }
        }
        return true;
    }

    private boolean isKnown() {
        return arrived.containsKey(given) || given == total || ended != null;
    }

    private Future<T> removeNext() {
        var next = arrived.remove(given);
        if (next == null) { // a failure has ended the results, and is returned once
            next = new Future<>();
            next.setException(ended == null ? new AssertionError("neither a result nor the end") : ended);
            total = given + 1;
            arrived.clear();
        }
        return next;
    }

    /** Reads without the mutex on purpose: a dump must not wait. */
    @Override
    public String toString() {
        return "ImapResults[given=" + given + ", waiting=" + arrived.size() + (closed ? ", closed" : "") + "]";
    }
}
