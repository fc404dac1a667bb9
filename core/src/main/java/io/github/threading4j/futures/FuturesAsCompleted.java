package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WaitTarget;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over futures in order of completion: first those that were done initially, then the others. When one of
 * the others completes, it is added to a queue, in constant time.
 */
final class FuturesAsCompleted<F extends Future<?>> implements ResultsIterator<F>, PoolWait {
    private final ArrayDeque<F> doneBefore = new ArrayDeque<>();

    private final Arrivals<F> done = new Arrivals<>();

    private final Teller<F> callback;

    /**
     * The futures that were not returned yet. A returned future is removed, so that it can be garbage-collected. This
     * is a concurrent set, since any thread may close the results.
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

    /** The futures that have completed and were not taken yet, and the thread that waits for the next. */
    private static final class Arrivals<F extends Future<?>> {
        private final Queue<F> queue = new ConcurrentLinkedQueue<>();

        /** The latch of the waiting thread, or null. That thread sets it before it checks the queue once more. */
        private volatile @Nullable Latch awaited;

        /** Whether a future was not added for lack of memory, so that the waiting thread must check all futures. */
        private volatile boolean incomplete;

        void put(F future) {
            try {
                queue.add(future);
            } catch (Throwable e) {
                incomplete = true;
                throw e;
            } finally {
                wake();
            }
        }

        void wake() {
            var latch = awaited;
            if (latch != null) {
                latch.open();
            }
        }
    }

    /**
     * The callback of the futures. It references the iterator's queue weakly: once the iterator is unreachable, the
     * creation of another iterator removes the callback from the futures.
     */
    private static final class Teller<F extends Future<?>> extends WeakReference<Arrivals<F>> implements FutureWaiter {
        private static final ReferenceQueue<Object> DROPPED = new ReferenceQueue<>();

        private final Set<F> left;

        Teller(Arrivals<F> done, Set<F> left) {
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
        // If a future was fetched, hasNext() has returned true, so next() returns the future even after a close.
        var next = fetched;
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
            if (!fetchArrived() && !PoolDeadlocks.await(this, Timeout.left(deadline, nanos)) && !fetchDone()) {
                var unfinished = left.size();
                over = true;
                close();
                throw new WaitTimeoutException(unfinished + " (of " + total + ") futures unfinished");
            }
        } catch (InterruptedException e) {
            var interrupt = Cancelling.atEdge(e);
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for a future to be done", interrupt);
        }
        if (fetched == null) {
            throw ResultsClosing.byAnother();
        }
    }

    /** Fetches the next future of the queue; returns false if there is none. */
    private boolean fetchArrived() {
        do {
            fetched = done.queue.poll();
        } while (fetched != null && !left.contains(fetched)); // already returned, or dropped by a close
        return fetched != null;
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

    /** Waits until the next future is available or the results are closed; fetches the future, if any. */
    @Override
    public boolean await(long nanos) throws InterruptedException {
        var end = System.nanoTime() + nanos;
        try {
            for (var rest = nanos; ; rest = Timeout.left(end, nanos)) {
                var latch = new Latch(Blocker.Kind.EVENT, this, null);
                done.awaited = latch;
                if (fetchArrived() || closing.isClosed() || (done.incomplete && fetchDone())) {
                    return true;
                }
                if (!latch.await(rest)) {
                    return false;
                }
            }
        } finally {
            done.awaited = null;
        }
    }

    @Override
    public Enders enders(Blocker.Kind kind) {
        var parts = new Enders.Parts();
        for (var future : left) {
            if (future.done()) {
                return Enders.Open.OVER;
            }
            parts.add(WaitTarget.enders(future, kind));
        }
        return closing.isClosed() || parts.isEmpty() ? Enders.Open.OVER : new Enders.Any(parts.toList());
    }

    @Override
    public String describe() {
        return PoolWait.describe(left);
    }

    /** Shown in dumps. */
    @Override
    public String toString() {
        return "futures[as completed, pending=" + left.size() + "]";
    }

    /** Removes the callbacks from futures that are not done. */
    @Override
    public void close() {
        closing.close();
        for (var future : left) {
            future.state.forget(callback);
        }
        left.clear();
        done.wake();
    }
}
