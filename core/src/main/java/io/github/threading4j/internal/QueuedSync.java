package io.github.threading4j.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;

/**
 * The base of every wait for something that only one thread gets, such as a lock, a permit or a signal: a queued
 * synchronizer that shows what its waiters wait for. For events that release all waiters, see {@link Latch}.
 *
 * <p>The primitives implement their fast paths themselves and call one of the methods below only to block.
 *
 * <p>{@code AbstractQueuedLongSynchronizer} parks with itself as the blocker, which makes this {@link Blocker} visible
 * to other threads while the thread is parked.
 */
public abstract class QueuedSync extends AbstractQueuedLongSynchronizer implements Blocker {
    private static final long serialVersionUID = 1L;

    private static final VarHandle EXITS = VarHandles.field(MethodHandles.lookup(), "exits", int.class);

    static {
        WatchProperties.apply();
    }

    /** The number of waits that have ended, here and in the wait sets; see {@link #exits()}. */
    private transient volatile int exits;

    /** For subclasses. */
    protected QueuedSync() {}

    /**
     * Blocks uninterruptibly until {@code tryAcquire} succeeds; if the thread is interrupted, its interrupt flag
     * remains set.
     *
     * @param arg passed to {@code tryAcquire}
     */
    protected final void blockUninterruptibly(long arg) {
        try {
            acquire(arg);
        } finally {
            countExit();
        }
    }

    /**
     * Blocks until {@code tryAcquire} succeeds.
     *
     * @param arg passed to {@code tryAcquire}
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; 0 or less tries once
     * @return false if the timeout elapsed first
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    protected final boolean block(long arg, long nanos) throws InterruptedException {
        try {
            if (nanos == Timeout.FOREVER) {
                acquireInterruptibly(arg);
                return true;
            }
            return tryAcquireNanos(arg, nanos);
        } finally {
            countExit();
        }
    }

    /**
     * Blocks until {@code tryAcquireShared} succeeds.
     *
     * @param arg passed to {@code tryAcquireShared}
     * @param nanos the maximum time to wait, as returned by {@link Timeout}; 0 or less tries once
     * @return false if the timeout elapsed first
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    protected final boolean blockShared(long arg, long nanos) throws InterruptedException {
        try {
            if (nanos == Timeout.FOREVER) {
                acquireSharedInterruptibly(arg);
                return true;
            }
            return tryAcquireSharedNanos(arg, nanos);
        } finally {
            countExit();
        }
    }

    /** Counts a wait that has ended, whatever its outcome. */
    private void countExit() {
        EXITS.getAndAdd(this, 1);
    }

    @Override
    public final int exits() {
        return exits;
    }

    @Override
    public Enders enders(Thread waiter) {
        return WaitTarget.enders(awaited(), kind());
    }

    /**
     * Creates a set of waiting threads.
     *
     * @param kind the kind of their waits
     * @param awaited the object that its waiters wait for, as shown in dumps
     * @return the set; all of its methods require the calling thread to hold this synchronizer exclusively
     */
    public final WaitSet newWaitSet(Kind kind, Object awaited) {
        return new WaitSet(kind, awaited);
    }

    /**
     * Creates the queue of this synchronizer if it has none yet. The calling thread holds the synchronizer.
     *
     * <p>A signal moves a waiter to that queue. On older Java versions, the first signal creates the queue only after
     * it has removed the waiter from the wait set: if memory ran out at that point, no later signal would find the
     * waiter. Therefore, a thread creates the queue before it waits, and a failure is thrown in that thread.
     */
    private void createQueue() throws InterruptedException {
        if (!hasContended() && isHeldExclusively()) {
            tryAcquireNanos(1, 1); // enters the queue and times out, since the thread itself holds this synchronizer
        }
    }

    /**
     * The threads that have released this synchronizer to wait for a signal. Signalling allocates nothing, so it can't
     * fail for lack of memory.
     */
    public final class WaitSet extends ConditionObject implements Blocker {
        private static final long serialVersionUID = 1L;

        private final transient Kind kind;
        private final transient Object awaited;

        private WaitSet(Kind kind, Object awaited) {
            this.kind = kind;
            this.awaited = awaited;
        }

        /**
         * Waits for a signal.
         *
         * @param nanos the maximum time to wait, as returned by {@link Timeout}; 0 or less releases and reacquires
         * @return whether it was signalled
         * @throws InterruptedException if the thread is interrupted before or while it waits for the signal
         */
        public boolean awaitSignal(long nanos) throws InterruptedException {
            createQueue();
            return awaitSignalUnprepared(nanos);
        }

        /**
         * Like {@link #awaitSignal}, but the first signal may need memory, as that of a {@code ReentrantLock} does.
         *
         * @param nanos the maximum time to wait, as returned by {@link Timeout}; 0 or less releases and reacquires
         * @return whether it was signalled
         * @throws InterruptedException if the thread is interrupted before or while it waits for the signal
         */
        public boolean awaitSignalUnprepared(long nanos) throws InterruptedException {
            try {
                if (nanos == Timeout.FOREVER) {
                    await();
                    return true;
                }
                return await(nanos, TimeUnit.NANOSECONDS);
            } finally {
                countExit();
            }
        }

        /**
         * Counts a wait that has ended, after a call of one of the {@code await} methods of the superclass, which don't
         * count and can't be overridden.
         */
        public void countExit() {
            QueuedSync.this.countExit();
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public Object awaited() {
            return awaited;
        }

        @Override
        public int exits() {
            return exits;
        }

        /** Only a thread that gets the synchronizer can signal; a thread that was signalled waits to get it itself. */
        @Override
        public Enders enders(Thread waiter) {
            var toAcquire = QueuedSync.this.enders(waiter);
            return toAcquire != Enders.Open.OVER || isQueued(waiter) ? toAcquire : WaitTarget.enders(awaited, kind);
        }
    }
}
