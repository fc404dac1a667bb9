package io.github.threading4j.stress.scenarios;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The operations of a queue of positive numbers that the scenarios use. They throw no exception other than {@code
 * InterruptedException}.
 */
public interface QueueApi {
    /** Returned instead of an item if the wait timed out. */
    int NONE = 0;

    /** Returned instead of an item if the queue was shut down. */
    int END = -1;

    /** An item that the store of a queue rejects, if it has one: the put returns without adding it. */
    int REJECTED = 13;

    /**
     * Adds an item.
     *
     * @param nanos the maximum time to wait for capacity; {@link Long#MAX_VALUE} waits indefinitely
     * @return whether the item was added; false if the wait timed out or the queue was shut down
     */
    boolean put(int item, long nanos) throws InterruptedException;

    /**
     * Takes an item.
     *
     * @param nanos the maximum time to wait for an item; {@link Long#MAX_VALUE} waits indefinitely
     * @return the item, or {@link #NONE}, or {@link #END}
     */
    int take(long nanos) throws InterruptedException;

    int size();

    /** Calls {@code taskDone}, and returns whether the call was accepted. */
    default boolean taskDone() {
        throw new UnsupportedOperationException("taskDone");
    }

    default boolean join(long nanos) throws InterruptedException {
        throw new UnsupportedOperationException("join");
    }

    default void shutdown(boolean immediate) {
        throw new UnsupportedOperationException("shutdown");
    }

    default int unfinished() {
        throw new UnsupportedOperationException("unfinished");
    }

    /** Puts an item into a queue that has capacity, for a caller that is never interrupted. */
    default boolean put(int item) {
        try {
            return put(item, Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    /** Like {@link #take}, for a caller that is never interrupted. */
    default int takeUninterrupted(long nanos) {
        try {
            return take(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    /** Takes an item that must arrive. Returns {@link #NONE} if the wake-up is lost. */
    default int takeAwaited() {
        long limit = WakeUpTimeout.nanos();
        long start = System.nanoTime();
        int item = takeUninterrupted(limit);
        return WakeUpTimeout.isWoken(item != NONE, start, limit) ? item : NONE;
    }

    /** Joins a queue whose tasks must end. Returns false if the wake-up is lost. */
    default boolean joinAwaited() {
        long limit = WakeUpTimeout.nanos();
        long start = System.nanoTime();
        try {
            return WakeUpTimeout.isWoken(join(limit), start, limit);
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    /** Returns a queue of a random kind; the order of items is unspecified. */
    static QueueApi any(int maxsize) {
        return switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> of(new Queue<>(maxsize));
            case 1 -> of(new LifoQueue<>(maxsize));
            case 2 -> of(new PriorityQueue<>(maxsize));
            default -> withStore(maxsize);
        };
    }

    /**
     * Returns an unbounded queue of a random kind, including {@link SimpleQueue}; the order of items is unspecified.
     */
    static QueueApi anyUnbounded() {
        return ThreadLocalRandom.current().nextInt(5) == 0 ? of(new SimpleQueue<>()) : any(0);
    }

    /** Returns a FIFO queue, with or without a bound. */
    static QueueApi anyInOrder() {
        int maxsize = ThreadLocalRandom.current().nextInt(-1, 3);
        return maxsize < 0 ? of(new SimpleQueue<>()) : of(new Queue<>(maxsize));
    }

    /** Returns a FIFO queue with a store that holds up to 64 items and rejects {@link #REJECTED}. */
    static QueueApi withStore(int maxsize) {
        return of(Queue.withStore(maxsize, new FifoStore()));
    }

    /** Returns a queue that is used through random overloads. */
    static QueueApi of(Queue<Integer> queue) {
        return new QueueInAnyForm(queue);
    }

    /** Returns a queue that is used through random overloads. */
    static QueueApi of(SimpleQueue<Integer> queue) {
        return new SimpleQueueInAnyForm(queue);
    }
}
