package io.github.threading4j.queue;

import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.WatchedSource;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of a {@link Queue} or {@link SimpleQueue}, which is its owner.
 *
 * <p>Timeouts are in nanoseconds, as returned by {@link io.github.threading4j.internal.Timeout#ofQueue}: negative
 * values are rejected at the point where Python would check them.
 */
abstract class QueueCore<T extends @Nullable Object> {
    /** The public queue object, for errors and dumps. */
    final Object owner;

    QueueCore(Object owner) {
        this.owner = owner;
    }

    abstract boolean offer(T item, long nanos) throws InterruptedException;

    abstract boolean offerNow(T item);

    abstract T get(long nanos) throws InterruptedException;

    abstract T getNow();

    abstract int size();

    abstract boolean isFull();

    abstract int maxsize();

    abstract void setMaxsize(int newMaxsize);

    abstract void taskDone();

    abstract long getUnfinishedTasks();

    abstract boolean join(long nanos) throws InterruptedException;

    abstract void shutdown(boolean immediate);

    abstract boolean isShutdown();

    /** Returns whether this queue threw the exception, rather than another queue that user code calls. */
    boolean isOwn(QueueShutDownException end) {
        return end.isOf(this);
    }

    abstract int clear();

    abstract BlockingQueue<T> asBlockingQueue();

    /** Returns the items as a source of a select. */
    abstract WatchedSource<T> itemSource();

    /** Returns the capacity for an item as a source of a select. */
    abstract WatchedSource<@Nullable Void> roomSource(T item);

    final void put(T item, long nanos) throws InterruptedException {
        if (!offer(item, nanos)) {
            throw full();
        }
    }

    final QueueFullException full() {
        return new QueueFullException("queue is full: " + owner);
    }

    final QueueEmptyException empty() {
        return new QueueEmptyException("queue is empty: " + owner);
    }

    final void checkInterrupt(String doing) throws InterruptedException {
        Cancelling.checkAtEdge();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before " + doing + owner);
        }
    }
}
