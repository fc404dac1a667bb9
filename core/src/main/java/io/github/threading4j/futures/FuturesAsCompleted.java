package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.SimpleQueue;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Futures in order of completion: first those that were done initially, then the others, each of which puts itself into
 * a queue when it completes, at constant cost.
 */
final class FuturesAsCompleted<F extends Future<?>> implements ResultsIterator<F>, InnerWait {
    private final ArrayDeque<F> doneBefore = new ArrayDeque<>();

    /** A null wakes the waiting thread after a close. */
    private final SimpleQueue<@Nullable F> done = new SimpleQueue<>("as completed");

    private final Teller<F> callback;

    /**
     * The futures that were not returned yet, so that those returned can be collected. Concurrent, since any thread may
     * close.
     */
    private final Set<F> left;

    private final int total;
    private final long nanos;
    private final long deadline;
    private final ResultsClosing closing = new ResultsClosing();

    /** Whether a timeout has ended the iteration. */
    private boolean over;

    /** The number of futures returned. */
    private int given;

    /** The future that the next call of next() returns, if it was already taken from the queue. */
    private @Nullable F fetched;

    /**
     * The callback of the futures, which references the iterator's queue weakly. Once the iterator is unreachable, the
     * creation of another iterator removes the callback from the futures.
     */
    private static final class Teller<F extends Future<?>> extends WeakReference<SimpleQueue<@Nullable F>>
            implements FutureWaiter {
        private static final ReferenceQueue<Object> DROPPED = new ReferenceQueue<>();

        private final Set<F> left;

        Teller(SimpleQueue<@Nullable F> done, Set<F> left) {
            super(done, DROPPED);
            this.left = left;
        }

        @Override
        @SuppressWarnings("unchecked") // called only by futures that it was added to, which are of type F
        public void accept(Future<?> future) {
            var done = get();
            if (done != null) {
                done.put((F) future);
            }
        }

        static void takeBackDropped() {
            var futures = new HashSet<Future<?>>();
            for (var next = DROPPED.poll(); next != null; next = DROPPED.poll()) {
                futures.addAll(((Teller<?>) next).left);
            }
            for (var future : futures) {
                future.state.forgetIf(each -> each instanceof Teller<?> teller && teller.get() == null);
            }
        }
    }

    FuturesAsCompleted(Collection<F> futures, long nanos) {
        Teller.takeBackDropped();
        this.left = ConcurrentHashMap.newKeySet(futures.size());
        left.addAll(futures);
        this.callback = new Teller<>(done, left);
        this.total = futures.size();
        this.nanos = nanos;
        this.deadline = System.nanoTime() + nanos;
        for (var future : futures) {
            if (future.done()) {
                doneBefore.add(future);
            } else {
                future.state.onDone(callback);
            }
        }
    }

    @Override
    public boolean hasNext() {
        if (over || given == total || closing.endsLoop()) {
            return false;
        }
        if (fetched == null) {
            fetch();
        }
        return true;
    }

    @Override
    public F next() {
        var next = fetched; // if present, hasNext() has returned true, so it is returned even after a close
        if (next == null && hasNext()) {
            next = fetched;
        }
        if (next == null) {
            throw new NoSuchElementException("there are no more futures");
        }
        fetched = null;
        given++;
        left.remove(next);
        return next;
    }

    private void fetch() {
        fetched = doneBefore.poll();
        if (fetched != null) {
            return;
        }
        try {
            if (!InnerWaits.await(this, Timeout.left(deadline, nanos)) && !fetchDone()) {
                var unfinished = left.size();
                over = true;
                close();
                throw new WaitTimeoutException(unfinished + " (of " + total + ") futures unfinished");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for a future to be done", e);
        }
        if (fetched == null) {
            throw ResultsClosing.byAnother();
        }
    }

    /** Fetches a future that is done but was not put into the queue yet. */
    private boolean fetchDone() {
        for (var future : left) {
            if (future.done()) {
                fetched = future;
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        try {
            do {
                fetched = done.get(Duration.ofNanos(Math.max(0, nanos)));
            } while (fetched != null && !left.contains(fetched)); // fetchDone() was faster, or this is closed
            return true;
        } catch (QueueEmptyException e) {
            return false;
        }
    }

    @Override
    public Object awaited() {
        return done;
    }

    @Override
    public boolean concerns(Object pool) {
        // In a deadlock, all of the futures depend on the pool, so checking one suffices here.
        return done.empty() && left.stream().limit(1).anyMatch(future -> future.isUpTo(pool));
    }

    @Override
    public boolean isUpTo(Object pool) {
        return !closing.isClosed() && left.stream().allMatch(future -> future.isUpTo(pool));
    }

    @Override
    public String describe(Object pool) {
        return InnerWait.describe(left, pool);
    }

    /** Removes the callbacks from futures that are not done. */
    @Override
    @SuppressWarnings("NullAway") // which does not see that the queue accepts null
    public void close() {
        closing.close();
        for (var future : left) {
            future.state.forget(callback);
        }
        left.clear();
        done.put(null);
    }
}
