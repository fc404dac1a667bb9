package io.github.threading4j.futures;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A segmented array with the items of a {@link MapPerWorker}; once an item is processed, its result takes the same
 * slot. The array grows at the end while other threads process the items at the front. One thread adds items; other
 * threads may access them after that thread has published the new size.
 */
final class MapBuffer {
    private static final int BITS = 10;
    private static final int SIZE = 1 << BITS;
    private static final int MASK = SIZE - 1;

    private volatile @Nullable Part[] parts = new Part[4];

    /** The part being filled; used only by the thread that adds items. */
    private Part last = new Part(new Object[0]);

    private int size;

    int size() {
        return size;
    }

    /** Adds an item; the caller must publish the new size. */
    void add(@Nullable Object item) {
        var offset = size & MASK;
        if (offset == 0) {
            last = addPart(new Part(new Object[SIZE]));
        }
        last.values[offset] = item;
        size++;
    }

    /** Adds a part with these items. The last part must be full, and the caller must publish the new size. */
    void addPart(@Nullable Object[] items, int from, int to) {
        addPart(new Part(Arrays.copyOfRange(items, from, to, Object[].class))); // an Object[] holds any result
        size = to;
    }

    private Part addPart(Part part) {
        var index = size >> BITS;
        if (index == parts.length) {
            parts = Arrays.copyOf(parts, 2 * index);
        }
        parts[index] = part;
        return part;
    }

    /**
     * Returns the part that contains an item, or null if all items of the part were taken or all parts were released.
     */
    @Nullable Part partOrNull(int index) {
        return parts[index >> BITS];
    }

    /** Releases the part of a taken item if the item was the last of the part; returns whether it was. */
    boolean letGo(int index) {
        var last = (index & MASK) == MASK;
        if (last) {
            parts[index >> BITS] = null;
        }
        return last;
    }

    /**
     * Releases all parts; no more items may be added. A thread that works on a part retains the part until the thread
     * is done.
     */
    void release() {
        Arrays.fill(parts, null);
    }

    /** Returns the number of done items from an index on; the item at that index must not have been taken. */
    int countDone(int from) {
        var count = 0;
        for (var i = from; i < size; i++) {
            var part = partOrNull(i);
            count += part != null && part.isDone(i) ? 1 : 0;
        }
        return count;
    }

    /** Returns whether any of these items is pending; the items of a released part do not count as pending. */
    boolean hasPending(int from, int to) {
        for (var i = from; i < to; i++) {
            var part = partOrNull(i);
            if (part != null && part.isPending(i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the end index of an item's part. */
    static int endOfPart(int index) {
        return (index | MASK) + 1;
    }

    /** Consecutive slots; a part is small enough to be allocated in the young generation, where writes are cheap. */
    static final class Part {
        private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(byte[].class);

        /*
         * The state of a slot. An item is started once, and only if it was not cancelled.
         *
         *   PENDING -> STARTED    start(); the slot has the item
         *   PENDING -> CANCELLED  cancel()
         *   STARTED -> DONE       finish(); the slot has the result
         *   STARTED -> FAILED     finish(); the slot has the exception
         */
        private static final byte PENDING = 0;
        private static final byte STARTED = 1;
        private static final byte CANCELLED = 2;
        private static final byte DONE = 3;
        private static final byte FAILED = 4;

        private final @Nullable Object[] values;
        private final byte[] states;

        Part(@Nullable Object[] values) {
            this.values = values;
            this.states = new byte[values.length];
        }

        /** Starts an item; returns false if another thread has started it or if it was cancelled. */
        boolean start(int index) {
            return isPending(index) && STATE.compareAndSet(states, index & MASK, PENDING, STARTED);
        }

        /** Prevents an item from being started; returns false if it was already started. */
        boolean cancel(int index) {
            return STATE.compareAndSet(states, index & MASK, PENDING, CANCELLED);
        }

        boolean isPending(int index) {
            return (byte) STATE.getOpaque(states, index & MASK) == PENDING;
        }

        /**
         * Returns whether the outcome of the item is available to {@link #take}. If this returns true, the effects of
         * computing the outcome are visible.
         */
        boolean isDone(int index) {
            return (byte) STATE.getAcquire(states, index & MASK) >= DONE;
        }

        /** Returns whether the outcome of a done item is an exception. */
        boolean hasFailed(int index) {
            return states[index & MASK] == FAILED;
        }

        /** Returns the item, for the thread that has started it. */
        @Nullable Object get(int index) {
            return values[index & MASK];
        }

        /** Returns the outcome of a done item and clears the slot, so that the part does not retain the outcome. */
        @Nullable Object take(int index) {
            var outcome = values[index & MASK];
            values[index & MASK] = null;
            return outcome;
        }

        /** Stores the outcome of an item. Allocates nothing, since there may not be enough memory. */
        void finish(int index, @Nullable Object outcome, boolean failed) {
            values[index & MASK] = outcome;
            STATE.setRelease(states, index & MASK, failed ? FAILED : DONE);
        }
    }
}
