package io.github.threading4j.stress.scenarios;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.util.concurrent.ThreadLocalRandom;

/** A queue of positive numbers as the scenarios use it: no exceptions but interrupts. */
public interface QueueApi {
    /** Instead of an item: there was none in time. */
    int NONE = 0;

    /** Instead of an item: the queue was shut down. */
    int END = -1;

    /**
     * Adds an item.
     *
     * @param nanos how long to wait for room; {@link Long#MAX_VALUE} is forever
     * @return whether it was added; not if there was no room in time, or the queue was shut down
     */
    boolean put(int item, long nanos) throws InterruptedException;

    /**
     * Takes an item.
     *
     * @param nanos how long to wait for one; {@link Long#MAX_VALUE} is forever
     * @return the item, or {@link #NONE}, or {@link #END}
     */
    int take(long nanos) throws InterruptedException;

    int size();

    /** Tells whether it was accepted. */
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

    /** Puts where there is room, and nobody interrupts. */
    default boolean put(int item) {
        try {
            return put(item, Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
    }

    /** Takes where nobody interrupts. */
    default int takeUninterrupted(long nanos) {
        try {
            return take(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
    }

    /** Takes what must come; if it does not, the wake-up is lost, and the result is {@link #NONE}. */
    default int takeAwaited() {
        long limit = WakeUpTimeout.nanos();
        long start = System.nanoTime();
        int item = takeUninterrupted(limit);
        return WakeUpTimeout.isWoken(item != NONE, start, limit) ? item : NONE;
    }

    /** Joins where the end must come; if it does not, the wake-up is lost, and the result is false. */
    default boolean joinAwaited() {
        long limit = WakeUpTimeout.nanos();
        long start = System.nanoTime();
        try {
            return WakeUpTimeout.isWoken(join(limit), start, limit);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
    }

    /** A queue of any of the four kinds; in which order items leave it is not said. */
    static QueueApi any(int maxsize) {
        return switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> of(new Queue<>(maxsize));
            case 1 -> of(new LifoQueue<>(maxsize));
            case 2 -> of(new PriorityQueue<>(maxsize));
            default -> withStore(maxsize);
        };
    }

    /** As {@link #any}, or a {@link SimpleQueue}. */
    static QueueApi anyUnbounded() {
        return ThreadLocalRandom.current().nextInt(5) == 0 ? of(new SimpleQueue<>()) : any(0);
    }

    /** A queue that items leave in the order in which they came, with or without a bound. */
    static QueueApi anyInOrder() {
        int maxsize = ThreadLocalRandom.current().nextInt(-1, 3);
        return maxsize < 0 ? of(new SimpleQueue<>()) : of(new Queue<>(maxsize));
    }

    /** A queue that items leave in the order in which they came, out of a store that has 64 at most and rejects 13. */
    static QueueApi withStore(int maxsize) {
        return of(Queue.withStore(maxsize, new FifoStore()));
    }

    /** A queue, used in random forms. */
    static QueueApi of(Queue<Integer> queue) {
        return new QueueInAnyForm(queue);
    }

    /** A queue, used in random forms. */
    static QueueApi of(SimpleQueue<Integer> queue) {
        return new SimpleQueueInAnyForm(queue);
    }
}
