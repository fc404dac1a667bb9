package io.github.threading4j;

import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The live threads of this library, in the order in which they were started.
 *
 * <p>This is a linked list of segments. A thread is added to the next free slot of the last segment, and its removal
 * clears the slot. Both take constant time, and listing the threads reads memory in sequence. A slot is never reused,
 * since the slots are in the order of the starts. A segment is removed once all of its slots have been used and
 * cleared. A live thread retains at most one segment, and a removed thread retains none.
 */
final class StartedThreads {
    private static final VarHandle TAIL = VarHandles.field(MethodHandles.lookup(), "tail", Segment.class);

    /** An action to call with each thread. */
    interface Visitor {
        /** Visits a thread; its position is greater than those of threads that were added before. */
        void visit(NamedThread thread, long position);
    }

    /** A part of the list. */
    static final class Segment {
        private static final VarHandle NEXT = VarHandles.field(MethodHandles.lookup(), "next", Segment.class);
        private static final VarHandle USED = VarHandles.field(MethodHandles.lookup(), "used", int.class);
        private static final VarHandle CLEARED = VarHandles.field(MethodHandles.lookup(), "cleared", int.class);

        private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(NamedThread[].class);

        static final int SIZE = 64;

        private final @Nullable NamedThread[] slots = new @Nullable NamedThread[SIZE];

        /** The number of slots in all earlier segments, including removed ones. */
        final long base;

        /** The number of slots that have been used; once there are no free slots, possibly a greater number. */
        private volatile int used;

        private volatile int cleared;

        /** The next segment; null for the last one; this segment itself once it has been removed from the list. */
        volatile @Nullable Segment next;

        Segment(long base) {
            this.base = base;
        }

        /** Returns the next free slot, or a number that is not less than SIZE. */
        int use() {
            return (int) USED.getAndAdd(this, 1);
        }

        int used() {
            return Math.min(used, SIZE);
        }

        void set(int slot, NamedThread thread) {
            SLOT.setVolatile(slots, slot, thread);
        }

        @Nullable NamedThread get(int slot) {
            return (NamedThread) SLOT.getVolatile(slots, slot);
        }

        /** Clears a slot unless that has happened; returns whether it did. */
        boolean clear(int slot, NamedThread thread) {
            var clears = SLOT.compareAndSet(slots, slot, thread, null);
            if (clears) {
                CLEARED.getAndAdd(this, 1);
            }
            return clears;
        }

        /** Returns whether each slot has been used and cleared. */
        boolean isOver() {
            return cleared == SIZE;
        }

        /** Returns the segment that follows the last one; creates it if there is none. */
        Segment append() {
            if (next == null) {
                NEXT.compareAndSet(this, null, new Segment(base + SIZE));
            }
            return next();
        }

        @SuppressWarnings("NullAway") // called only if there is a next segment
        Segment next() {
            return next;
        }
    }

    private final AtomicInteger size = new AtomicInteger();

    private volatile Segment head = new Segment(0);

    /** The last segment, or the one before it while a segment is being appended. */
    private volatile Segment tail = head;

    /** Whether a thread is removing segments; only one at a time does. */
    private final AtomicBoolean sweeping = new AtomicBoolean();

    // Deliberately plain fields: they only decide when to sweep.
    private int overSinceSweep;
    private int leftAtSweep;

    /** Adds a thread at the end. */
    void add(NamedThread thread) {
        while (true) {
            var last = tail;
            var slot = last.use();
            if (slot < Segment.SIZE) {
                thread.segment = last;
                thread.slot = (byte) slot;
                last.set(slot, thread);
                size.incrementAndGet();
                return;
            }
            TAIL.compareAndSet(this, last, last.append());
        }
    }

    /** Removes a thread; has no effect if it was not added, or was already removed. */
    void remove(NamedThread thread) {
        var segment = thread.segment;
        thread.segment = null;
        if (segment != null && segment.clear(thread.slot, thread)) {
            size.decrementAndGet();
            // Sweeps if the number of segments to remove has reached the number that the last sweep left in the list.
            // This keeps the amortized cost constant.
            if (segment.isOver() && ++overSinceSweep >= leftAtSweep) {
                sweep();
            }
        }
    }

    /** Removes the segments that are over. Those from the tail on stay, since threads may be added to them. */
    private void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            overSinceSweep = 0; // segments that end from now on count toward the next sweep
            var last = tail;
            var left = 0;
            Segment before = null;
            for (var each = head; each != last; ) {
                var next = each.next();
                if (!each.isOver()) {
                    left++;
                    before = each;
                } else {
                    if (before == null) {
                        head = next;
                    } else {
                        before.next = next;
                    }
                    each.next = each; // a garbage segment must not retain later ones
                }
                each = next;
            }
            leftAtSweep = left;
        } finally {
            sweeping.set(false);
        }
    }

    /** Returns the number of threads. */
    int size() {
        return size.get();
    }

    /** Returns the number of threads that have ever been added: the position of the next one. */
    long position() {
        var last = tail;
        return last.base + last.used();
    }

    /** Visits each thread, in the order of their positions. */
    void forEach(Visitor visitor) {
        for (Segment each = head; each != null; each = following(each)) {
            var used = each.used();
            for (var slot = 0; slot < used; slot++) {
                var thread = each.get(slot);
                if (thread != null) {
                    visitor.visit(thread, each.base + slot);
                }
            }
        }
    }

    private @Nullable Segment following(Segment segment) {
        var next = segment.next;
        if (next != segment) {
            return next;
        }
        // The segment has been removed from the list; those before it have already been visited.
        next = head;
        while (next.base <= segment.base) {
            next = next.next == next ? head : next.next();
        }
        return next;
    }

    /** Returns the length of the list, for tests. */
    int segments() {
        var segments = 0;
        for (Segment each = head; each != null; each = following(each)) {
            segments++;
        }
        return segments;
    }
}
