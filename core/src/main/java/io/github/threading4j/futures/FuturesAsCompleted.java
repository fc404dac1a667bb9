package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.SimpleQueue;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Futures as they get done: first those that were done at the beginning; each other one puts itself into a queue, which
 * costs the same for each however many there are.
 */
final class FuturesAsCompleted<T extends @Nullable Object> implements Iterator<Future<T>>, InnerWait {
    private final ArrayDeque<Future<T>> doneBefore = new ArrayDeque<>();
    private final SimpleQueue<Future<T>> done = new SimpleQueue<>("as completed");
    private final Teller<T> callback;

    /** Those that were not told yet: one that was is nothing that this keeps from being collected. */
    private final Set<Future<T>> left;

    private final int total;
    private final long nanos;
    private final long deadline;

    /** Taken from the queue for the next call of next(). */
    private @Nullable Future<T> fetched;

    /**
     * What the futures have of an iterator that nobody may have any more; then whoever makes the next one takes it
     * back.
     */
    private static final class Teller<T extends @Nullable Object> extends WeakReference<SimpleQueue<Future<T>>>
            implements ThrowingConsumer<Future<T>> {
        private static final ReferenceQueue<Object> DROPPED = new ReferenceQueue<>();

        private final Set<Future<T>> left;

        Teller(SimpleQueue<Future<T>> done, Set<Future<T>> left) {
            super(done, DROPPED);
            this.left = left;
        }

        @Override
        public void accept(Future<T> future) {
            var done = get();
            if (done != null) {
                done.put(future);
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

    /** The iterator takes over the set. */
    FuturesAsCompleted(Set<Future<T>> futures, long nanos) {
        Teller.takeBackDropped();
        this.callback = new Teller<>(done, futures);
        this.left = futures;
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
        if (fetched == null && !left.isEmpty()) {
            fetch();
        }
        return fetched != null;
    }

    @Override
    public Future<T> next() {
        if (!hasNext() || fetched == null) {
            throw new NoSuchElementException("all futures were told");
        }
        var next = fetched;
        fetched = null;
        left.remove(next);
        return next;
    }

    private void fetch() {
        fetched = doneBefore.poll();
        if (fetched != null) {
            return;
        }
        try {
            if (!InnerWaits.await(this, Timeout.left(deadline, nanos))) {
                var unfinished = left.size();
                close();
                throw new WaitTimeoutException(unfinished + " (of " + total + ") futures unfinished");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for a future to be done", e);
        }
    }

    @Override
    public boolean await(long nanos) throws InterruptedException {
        try {
            fetched = done.get(Duration.ofNanos(Math.max(0, nanos)));
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
        return done.empty() && left.iterator().next().isUpTo(pool); // all of them would have to be
    }

    @Override
    public boolean isUpTo(Object pool) {
        return left.stream().allMatch(future -> future.isUpTo(pool));
    }

    @Override
    public String describe(Object pool) {
        return InnerWait.describe(left, pool);
    }

    /** Leaves nothing behind in futures that are not done. */
    void close() {
        for (var future : left) {
            future.state.forget(callback);
        }
        left.clear();
    }
}
