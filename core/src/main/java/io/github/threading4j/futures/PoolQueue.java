package io.github.threading4j.futures;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * The tasks of a {@link Pool} that wait for a worker. The queue is not guarded by the pool's mutex. It extends the
 * queue class instead of wrapping it, to save a call for each task.
 *
 * <p>A cancelled task is no longer counted, but its object stays in the queue, since removing an object from the middle
 * takes linear time. Instead, all cancelled tasks are removed in one sweep, once their number reaches the number of
 * tasks that the last sweep left: the amortized cost per cancellation is small, and at most about half of the queue is
 * garbage.
 */
final class PoolQueue extends ConcurrentLinkedQueue<PoolTask<?>> {
    private static final long serialVersionUID = 1L;

    /** The minimum number of cancelled tasks for a sweep. */
    private static final int FEW = 64;

    /** Created in advance, so that a sweep allocates nothing. */
    private static final Predicate<PoolTask<?>> CANCELLED = PoolTask::cancelled;

    // Plain fields on purpose: a race on them only affects when the next sweep is due.
    private int cancelledSinceSweep;
    private int stayedAtSweep;

    /** Called after a task in the queue was cancelled. */
    void cancelled() {
        if (++cancelledSinceSweep >= Math.max(FEW, stayedAtSweep)) {
            cancelledSinceSweep = 0; // later cancellations count toward the next sweep
            removeIf(CANCELLED);
            stayedAtSweep = size();
        }
    }
}
