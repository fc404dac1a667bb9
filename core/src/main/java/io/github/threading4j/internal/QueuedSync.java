package io.github.threading4j.internal;

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

    /** For subclasses. */
    protected QueuedSync() {}

    /**
     * Blocks uninterruptibly until {@code tryAcquire} succeeds; if the thread is interrupted, its interrupt flag
     * remains set.
     *
     * @param arg passed to {@code tryAcquire}
     */
    protected final void blockUninterruptibly(long arg) {
        acquire(arg);
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
        if (nanos == Timeout.FOREVER) {
            acquireInterruptibly(arg);
            return true;
        }
        return tryAcquireNanos(arg, nanos);
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
        if (nanos == Timeout.FOREVER) {
            acquireSharedInterruptibly(arg);
            return true;
        }
        return tryAcquireSharedNanos(arg, nanos);
    }

    /**
     * Creates a set of waiting threads.
     *
     * @param awaited the object that its waiters wait for, as shown in dumps
     * @return the set; all of its methods require the calling thread to hold this synchronizer exclusively
     */
    public final WaitSet newWaitSet(Object awaited) {
        return new WaitSet(awaited);
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

        private final transient Object awaited;

        private WaitSet(Object awaited) {
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
            if (nanos == Timeout.FOREVER) {
                await();
                return true;
            }
            return await(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public Kind kind() {
            return Kind.SIGNAL;
        }

        @Override
        public Object awaited() {
            return awaited;
        }
    }
}
