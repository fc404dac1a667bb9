package io.github.threading4j;

import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ReadWriteSync} that decides whether a thread may overtake those in the queue.
 *
 * <p>In a fair lock, no thread does. Otherwise, a writer may, unless the first thread of the queue has failed often. A
 * new reader may overtake readers, but no writer that is first in the queue. While a writer waits, readers overtake the
 * first reader of the queue only a limited number of times.
 */
abstract class OvertakingSync extends LockSync {
    private static final long serialVersionUID = 1L;

    private static final VarHandle WRITERS_WAITING =
            VarHandles.field(MethodHandles.lookup(), "writersWaiting", int.class);

    private static final VarHandle OVERTAKES = VarHandles.field(MethodHandles.lookup(), "overtakes", int.class);

    /** The number of failed attempts after which writers no longer overtake the first thread of the queue. */
    private static final int PATIENCE = 64;

    /**
     * How often new readers overtake the first reader of the queue while a writer waits. Large, since a reader that has
     * been woken on a busy machine is overtaken thousands of times before it gets a processor.
     */
    static final int MOST_OVERTAKES = 1 << 14;

    final boolean fair;

    /** The number of failed attempts of the first thread of the queue, which alone changes it. */
    private transient volatile int failures;

    /**
     * How often new readers have overtaken the first reader of the queue, and with it the writers behind it. They count
     * this themselves, since that reader may have been woken but get no processor. A race may lose an increment or undo
     * a reset: then, readers queue somewhat later or earlier.
     */
    private transient volatile int overtakes;

    /** The number of threads that wait, or are about to wait, for the write lock or for a signal of its conditions. */
    private transient volatile int writersWaiting;

    /** The writer that was last seen as the first thread of the queue, which saves a lookup; may be out of date. */
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
        if (writersWaiting == 0) { // there is no need to look at the queue
            return false;
        }
        var first = getFirstQueuedThread();
        if (first == null || first == current) {
            return false;
        }
        if (first != firstWriter) {
            if (!isWaitingWriter(first)) {
                return !mayOvertakeReader();
            }
            firstWriter = first;
            if (!isWaitingWriter(first)) { // it has ended its wait meanwhile
                firstWriter = null;
            }
        }
        return true;
    }

    /** Returns whether a reader may overtake the first reader of the queue, while a writer waits. */
    private boolean mayOvertakeReader() {
        var before = (int) OVERTAKES.getOpaque(this);
        if (before < MOST_OVERTAKES) {
            OVERTAKES.setOpaque(this, before + 1);
            return true;
        }
        return false;
    }

    /**
     * Like {@link #mustQueue}, but may miss a writer. Needs no memory, so it can be called after a release, when
     * nothing may fail.
     */
    final boolean certainlyMustQueue(Thread current) {
        if (fair) {
            return hasQueuedPredecessors();
        }
        var writer = firstWriter;
        return writer != null && writer != current && writer == getFirstQueuedThread();
    }

    /** Returns whether a thread waits for the write lock. */
    abstract boolean isWaitingWriter(Thread thread);

    /** Called by a thread that begins to wait for the write lock. */
    final void countWriter() {
        WRITERS_WAITING.getAndAdd(this, 1);
    }

    /** Called by that thread when its wait has ended, with any outcome. A full fence. */
    final void uncountWriter() {
        WRITERS_WAITING.getAndAdd(this, -1);
        if (firstWriter == Thread.currentThread()) {
            firstWriter = null;
        }
    }

    /** Called after a failed attempt to acquire either lock. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by the first thread of the queue only
    final void noteFailure(Thread current) {
        if (getFirstQueuedThread() == current && failures <= PATIENCE) {
            failures++;
        }
    }

    /** Returns the argument of {@link #noteSuccess}; called before an attempt, since nothing may fail after it. */
    final boolean wasOvertaken(Thread current) {
        return (failures != 0 || overtakes != 0) && getFirstQueuedThread() == current;
    }

    /** Called after an attempt that has succeeded, by a thread of the queue or a writer that overtakes it. */
    final void noteSuccess(boolean wasOvertaken) {
        if (wasOvertaken) {
            failures = 0;
            overtakes = 0;
        }
    }
}
