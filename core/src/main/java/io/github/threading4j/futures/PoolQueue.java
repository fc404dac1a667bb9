package io.github.threading4j.futures;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * The tasks of a {@link Pool} that wait for a worker. Not guarded by the pool's mutex. It extends the queue class
 * instead of wrapping it, since each task passes through here.
 *
 * <p>A cancelled task has left the pool, but its object stays in the queue, since removing one from the middle takes
 * linear time. Therefore, cancelled tasks are swept together, once their number reaches the number of tasks that stayed
 * at the last sweep: the amortized cost per cancellation is small, and at most about half of the queue is garbage.
 */
final class PoolQueue extends ConcurrentLinkedQueue<PoolTask<?>> {
    private static final long serialVersionUID = 1L;

    /** The minimum number of cancelled tasks for a sweep. */
    private static final int FEW = 64;

    /** Created in advance, so that a sweep allocates nothing. */
    private static final Predicate<PoolTask<?>> CANCELLED = PoolTask::cancelled;

    // Plain fields on purpose: they only decide when to sweep.
    private int cancelledSinceSweep;
    private int stayedAtSweep;

    /** Called after a task in the queue was cancelled. */
    void cancelled() {
        if (++cancelledSinceSweep >= Math.max(FEW, stayedAtSweep)) {
            cancelledSinceSweep = 0; // later cancellations count for the next sweep
            removeIf(CANCELLED);
            stayedAtSweep = size();
        }
    }
}
