package io.github.threading4j.futures;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * The tasks of a {@link Pool} that wait for a worker. Not guarded by the pool's mutex. It extends the queue instead of
 * wrapping it, since each task comes through here.
 *
 * <p>A cancelled task has left the pool, but its object stays in here: to take one out of the middle takes time in
 * proportion to the length. So all of them are swept out at once, when as many were cancelled as stayed at the last
 * time: that costs each cancellation little, and at most about half of the queue is of no use.
 */
final class PoolQueue extends ConcurrentLinkedQueue<PoolTask<?>> {
    private static final long serialVersionUID = 1L;

    /** A sweep of fewer is not worth it. */
    private static final int FEW = 64;

    /** Made beforehand, so that a sweep needs no memory. */
    private static final Predicate<PoolTask<?>> CANCELLED = PoolTask::cancelled;

    // Plain on purpose: they only decide when to sweep.
    private int cancelledSinceSweep;
    private int stayedAtSweep;

    /** A task of the queue was cancelled. */
    void cancelled() {
        if (++cancelledSinceSweep >= Math.max(FEW, stayedAtSweep)) {
            cancelledSinceSweep = 0; // who cancels from now on counts for the next time
            removeIf(CANCELLED);
            stayedAtSweep = size();
        }
    }
}
