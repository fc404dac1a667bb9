package io.github.threading4j.pool;

import io.github.threading4j.futures.Future;
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
 * The results of an imap between the workers, which put them in as they are ready, and the threads that take them.
 * {@link ImapResults} is its public API.
 *
 * <p>It ends in one of three ways: with the last result, once the total is known; with a failure, which is given out
 * once, in the place of the first result that had not arrived; or by a close, after which nothing is given out.
 */
final class ImapBuffer<T extends @Nullable Object> {
    private final Mutex mutex = new Mutex(this);
    private final QueuedSync.WaitSet change = mutex.newWaitSet(this);

    // Guarded by the mutex.
    private final Map<Long, Future<T>> arrived = new HashMap<>();
    private long given;

    /** How many results there will be, or -1 while that is not known. */
    private long total = -1;

    /** What ended the results, if something did. */
    private @Nullable Throwable ended;

    /** Written with the mutex held. */
    private volatile boolean closed;

    /** Adds a result, in the place that it is to be given out in; has no effect once the results have ended. */
    void arrive(long place, Future<T> result) {
        mutex.lock();
        try {
            if (ended == null && !closed) {
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
            if (ended == null && !closed) {
                total = results;
                change.signalEach();
            }
        } finally {
            mutex.unlock();
        }
    }

    /** Ends the results with a failure; returns whether there were results to come. */
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

    /** Ends the results and drops those that were not given out. */
    void close() {
        mutex.lock();
        try {
            closed = true;
            total = given;
            arrived.clear();
            change.signalEach();
        } finally {
            mutex.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns how many results were given out. */
    long given() {
        mutex.lock();
        try {
            return given;
        } finally {
            mutex.unlock();
        }
    }

    /** Waits until it is known whether there is another result or a failure, and returns whether there is. */
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
     * @return the result, done
     * @throws TimeoutException if it is not there in time
     * @throws NoSuchElementException if there are no more
     * @throws CancellationException if the results are closed while this waits
     */
    Future<T> take(long nanos) throws InterruptedException, TimeoutException {
        mutex.lock();
        try {
            if (!awaitNext(nanos)) {
                throw new TimeoutException("the next result is not ready in time: " + this);
            }
            if (given == total) {
                throw new NoSuchElementException("there are no more results");
            }
            change.signalEach(); // first, as in arrive()
            var next = removeNext();
            given++;
            return next;
        } finally {
            mutex.unlock();
        }
    }

    /** With the mutex held: waits until the next result is there, or it is known that there is none. */
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
        if (next == null) { // ended by a failure, which is given out once
            next = new Future<>();
            next.setException(ended == null ? new AssertionError("no result, and no end") : ended);
            total = given + 1;
            arrived.clear();
        }
        return next;
    }

    /** Racy reads on purpose: a dump must not wait. */
    @Override
    public String toString() {
        return "ImapResults[given=" + given + ", waiting=" + arrived.size() + (closed ? ", closed" : "") + "]";
    }
}
