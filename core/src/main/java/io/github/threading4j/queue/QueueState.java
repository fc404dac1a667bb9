package io.github.threading4j.queue;

import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The mechanics of a {@link Queue}, which is its face.
 *
 * <p>Nanoseconds to wait are as {@link io.github.threading4j.internal.Timeout#ofQueue} gives them: negative ones are
 * refused where Python would look at them.
 */
abstract class QueueState<T extends @Nullable Object> {
    /** What users know as the queue, for errors and dumps. */
    final Object face;

    QueueState(Object face) {
        this.face = face;
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

    abstract long unfinishedTasks();

    abstract boolean join(long nanos) throws InterruptedException;

    abstract void shutdown(boolean immediate);

    abstract boolean isShutDown();

    abstract int clear();

    abstract BlockingQueue<T> asBlockingQueue();

    final void put(T item, long nanos) throws InterruptedException {
        if (!offer(item, nanos)) {
            throw full();
        }
    }

    final QueueFullException full() {
        return new QueueFullException("queue is full: " + face);
    }

    final QueueEmptyException empty() {
        return new QueueEmptyException("queue is empty: " + face);
    }

    final void checkInterrupt(String doing) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before " + doing + face);
        }
    }
}
