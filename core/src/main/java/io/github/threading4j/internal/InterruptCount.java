package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts the interrupts of one thread by other threads. The interrupt status is a single bit, so an interrupt that
 * arrives together with that of a cancellation can't be told apart from it in another way.
 */
final class InterruptCount {
    private static final VarHandle COUNTS = VarHandles.field(MethodHandles.lookup(), "counts", long.class);

    private static final long BEGUN = 1L << 32;
    private static final long NOT_ENDED = 1;

    /** The number of interrupts that have begun, times {@link #BEGUN}, plus the number of those that have not ended. */
    private volatile long counts;

    void interrupt(Thread thread) {
        COUNTS.getAndAdd(this, BEGUN + NOT_ENDED); // before the interrupt, so that the thread can't miss it
        try {
            Cancelling.interruptNow(thread); // may throw an exception: a foreign thread may override it
        } finally {
            COUNTS.getAndAdd(this, -NOT_ENDED);
        }
    }

    /** Waits until no interrupt is in progress, and returns a number that changes with each interrupt. */
    long settled() {
        var now = counts;
        for (; (int) now != 0; now = counts) {
            Thread.yield(); // the other thread needs a moment
        }
        return now;
    }
}
