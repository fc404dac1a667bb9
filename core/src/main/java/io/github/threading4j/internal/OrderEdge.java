package io.github.threading4j.internal;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fact that a thread has begun to acquire one lock while it held another. Immutable.
 *
 * <p>The locks that the thread also held are the gates of the edge: threads that hold the same gate can't be in their
 * critical sections at the same time. Locks are identified by their hash codes. If two locks have the same one, a cycle
 * may be missed, but none is invented.
 */
final class OrderEdge {
    /** The lock that was held. */
    final WeakReference<OrderedLock> from;

    final long fromNumber;
    private final int fromHash;
    private final int[] gates;
    private final Sighting first;

    /** What a second thread did; null if only one thread is known. */
    private final @Nullable Sighting second;

    /** What a thread holds. */
    interface Gates {
        /** Returns a number that identifies the thread. */
        long thread();

        /** Returns whether the thread holds an object with the given identity hash code. */
        boolean hasHash(int hash);
    }

    /**
     * A thread that acquired locks in this order.
     *
     * @param thread a number that identifies the thread
     * @param name the name of the thread
     * @param stack where it acquired the second lock
     */
    record Sighting(long thread, String name, List<StackTraceElement> stack) {}

    /**
     * Creates an edge.
     *
     * @param from the lock that was held
     * @param fromHash the hash code of this lock
     * @param gates the sorted hash codes of the other locks that the thread held
     * @param seen the thread
     */
    OrderEdge(OrderedLock from, int fromHash, int[] gates, Sighting seen) {
        this(from.self, from.number, fromHash, gates, seen, null);
    }

    private OrderEdge(
            WeakReference<OrderedLock> from,
            long fromNumber,
            int fromHash,
            int[] gates,
            Sighting first,
            @Nullable Sighting second) {
        this.from = from;
        this.fromNumber = fromNumber;
        this.fromHash = fromHash;
        this.gates = gates;
        this.first = first;
        this.second = second;
    }

    /** Returns whether another acquisition by a thread would add nothing to this edge. */
    boolean covers(Gates mine) {
        if (second == null && first.thread != mine.thread()) {
            return false;
        }
        for (var gate : gates) {
            if (!mine.hasHash(gate)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether another edge between the same locks would add nothing to this edge. */
    boolean covers(OrderEdge other) {
        return (second != null || (other.second == null && first.thread == other.first.thread))
                && Arrays.stream(gates).allMatch(other::hasGate);
    }

    boolean hasSameGates(OrderEdge other) {
        return Arrays.equals(gates, other.gates);
    }

    /** Returns an edge that covers both this edge and another one between the same locks. */
    OrderEdge merge(OrderEdge other) {
        var others = first.thread == other.first.thread ? other.second : other.first;
        return new OrderEdge(
                from,
                fromNumber,
                fromHash == other.fromHash ? fromHash : 0,
                Arrays.stream(gates).filter(other::hasGate).toArray(),
                first,
                second == null ? others : second);
    }

    private boolean hasGate(int hash) {
        return Arrays.binarySearch(gates, hash) >= 0;
    }

    /**
     * Returns whether two threads can be at these edges at the same time: they are two threads, and hold no lock in
     * common.
     */
    boolean mayCoincideWith(OrderEdge other) {
        var isOneThread = second == null && other.second == null && first.thread == other.first.thread;
        return !isOneThread
                && !hasGate(other.fromHash)
                && !other.hasGate(fromHash)
                && Arrays.stream(gates).noneMatch(other::hasGate);
    }

    /** Returns a thread of this edge, preferably one that is not in a list. */
    Sighting sightingExcept(List<Long> threads) {
        return second != null && threads.contains(first.thread) ? second : first;
    }
}
