package io.github.threading4j;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ReadWriteSync} that decides whether a thread may overtake those in the queue.
 *
 * <p>In a fair lock, no thread does. Otherwise, a writer may, unless the first thread of the queue has failed often. A
 * new reader may overtake readers, but no writer that is first in the queue.
 */
abstract class OvertakingSync extends LockSync {
    private static final long serialVersionUID = 1L;

    /** The number of failed attempts after which the first thread of the queue is no longer overtaken. */
    private static final int PATIENCE = 64;

    final boolean fair;

    /** The number of failed attempts of the first thread of the queue, which alone changes it. */
    private transient volatile int failures;

    /**
     * A writer that has failed as the first thread of the queue; null if there is none. May be out of date if the
     * writer has left the queue.
     */
    private transient volatile @Nullable Thread firstWriter;

    OvertakingSync(boolean fair) {
        this.fair = fair;
    }

    /** Returns whether a writer may acquire the lock now, if it is free. */
    final boolean mayOvertake() {
        return !(fair || failures > PATIENCE) || !hasQueuedPredecessors();
    }

    /** Returns whether a reader has to wait behind others. The first thread in the queue never has to. */
    final boolean mustQueue(Thread current) {
        if (fair) {
            return hasQueuedPredecessors();
        }
        var writer = firstWriter;
        return writer != null && writer != current && writer == getFirstQueuedThread();
    }

    /** Called after a failed attempt to acquire either lock. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by the first thread of the queue only
    final void noteFailure(Thread current, boolean writes) {
        if (getFirstQueuedThread() == current) {
            failures++;
            if (writes) {
                firstWriter = current;
            }
        }
    }

    /** Returns the argument of {@link #noteSuccess}; called before an attempt, since nothing may fail after it. */
    final boolean hasFailed(Thread current) {
        return failures != 0 && getFirstQueuedThread() == current;
    }

    /** Called after an attempt that has succeeded, by a thread of the queue or a writer that overtakes it. */
    final void noteSuccess(Thread current, boolean hadFailed) {
        if (hadFailed) {
            failures = 0;
        }
        forgetWriter(current);
    }

    /** Called when a writer has acquired the lock or given up. */
    final void forgetWriter(Thread current) {
        if (firstWriter == current) {
            firstWriter = null;
        }
    }
}
