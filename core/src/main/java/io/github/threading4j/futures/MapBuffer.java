package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The items of a {@link MapPerWorker} and, once they are worked on, what came of them, in the same places: an array in
 * parts that grows at its end while others work on its beginning. One thread adds; what it adds may be used by those
 * whom it has told the new size since.
 */
final class MapBuffer {
    private static final int BITS = 10;
    private static final int SIZE = 1 << BITS;
    private static final int MASK = SIZE - 1;

    private volatile @Nullable Part[] parts = new Part[4];

    /** The one that is being filled, for who adds. */
    private Part last = new Part(new Object[0]);

    private int size;

    int size() {
        return size;
    }

    /** Adds an item; the caller has to tell the others. */
    void add(@Nullable Object item) {
        var offset = size & MASK;
        if (offset == 0) {
            last = addPart(new Part(new Object[SIZE]));
        }
        last.values[offset] = item;
        size++;
    }

    /** Adds a part with these items, where the part before is full; the caller has to tell the others. */
    void addPart(@Nullable Object[] items, int from, int to) {
        addPart(new Part(Arrays.copyOfRange(items, from, to, Object[].class))); // whatever it was, it takes any result
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

    /** The part with an item that was not taken. */
    Part part(int index) {
        return Checks.notNull(partOrNull(index), "part");
    }

    /** The part with an item; null if all of its items were taken. */
    @Nullable Part partOrNull(int index) {
        return parts[index >> BITS];
    }

    /** Lets a part go whose last item was taken, if this was one; returns whether it was. */
    boolean letGo(int index) {
        var last = (index & MASK) == MASK;
        if (last) {
            parts[index >> BITS] = null;
        }
        return last;
    }

    /** How many are done, from one on that was not taken. */
    int countDone(int from) {
        var count = 0;
        for (var i = from; i < size; i++) {
            count += part(i).isDone(i) ? 1 : 0;
        }
        return count;
    }

    /** Whether any of these has not been started; of a part that is gone, all were. */
    boolean hasPending(int from, int to) {
        for (var i = from; i < to; i++) {
            var part = partOrNull(i);
            if (part != null && part.isPending(i)) {
                return true;
            }
        }
        return false;
    }

    /** Where the part with an item ends. */
    static int endOfPart(int index) {
        return (index | MASK) + 1;
    }

    /** Some neighbours; as small as it is, it is new for the garbage collector, which makes writing to it cheap. */
    static final class Part {
        private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(byte[].class);

        /*
         * The state of a slot. An item is started once, and only if it was not cancelled.
         *
         *   PENDING -> STARTED    start(); the slot has the item
         *   PENDING -> CANCELLED  cancel()
         *   STARTED -> DONE       finish(); the slot has the result
         *   STARTED -> FAILED     finish(); the slot has what was thrown
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

        /** Takes an item on; false if somebody else did or if it was cancelled. */
        boolean start(int index) {
            return isPending(index) && STATE.compareAndSet(states, index & MASK, PENDING, STARTED);
        }

        /** Sees to it that an item is never taken on; false if it was already. */
        boolean cancel(int index) {
            return STATE.compareAndSet(states, index & MASK, PENDING, CANCELLED);
        }

        boolean isPending(int index) {
            return (byte) STATE.getOpaque(states, index & MASK) == PENDING;
        }

        /** Whether {@link #take} gives what came of the item, whose effects are visible then. */
        boolean isDone(int index) {
            return (byte) STATE.getAcquire(states, index & MASK) >= DONE;
        }

        /** Whether what came of an item that is done is what was thrown. */
        boolean hasFailed(int index) {
            return states[index & MASK] == FAILED;
        }

        /** The item, for who has started it. */
        @Nullable Object get(int index) {
            return values[index & MASK];
        }

        /** What came of an item that is done, once: it is not kept, though its neighbours are. */
        @Nullable Object take(int index) {
            var outcome = values[index & MASK];
            values[index & MASK] = null;
            return outcome;
        }

        /** Puts what came of an item into its place, which takes no memory: there may be none. */
        void finish(int index, @Nullable Object outcome, boolean failed) {
            values[index & MASK] = outcome;
            STATE.setRelease(states, index & MASK, failed ? FAILED : DONE);
        }
    }
}
