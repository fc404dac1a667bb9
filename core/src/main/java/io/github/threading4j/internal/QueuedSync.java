package io.github.threading4j.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;

/**
 * The way into every wait for something that one thread gets and another does not, a lock, a permit or a signal: a
 * queued synchronizer that says what its waiters wait for. For what all get at once there is {@link Latch}.
 *
 * <p>Primitives keep their fast path to themselves and come here only to block, through one of the methods below.
 *
 * <p>{@code AbstractQueuedLongSynchronizer} parks with itself as the blocker, which makes this {@link Blocker} visible
 * from outside for as long as the thread is parked.
 */
public abstract class QueuedSync extends AbstractQueuedLongSynchronizer implements Blocker {
    private static final long serialVersionUID = 1L;

    /** For subclasses. */
    protected QueuedSync() {}

    /**
     * Blocks until {@code tryAcquire} succeeds, whatever happens; an interrupt leaves the flag set.
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
     * @param nanos how long at most, as {@link Timeout} gives it; 0 or less tries once
     * @return whether it succeeded in time
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
     * @param nanos how long at most, as {@link Timeout} gives it; 0 or less tries once
     * @return whether it succeeded in time
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
     * Makes a new set of waiting threads.
     *
     * @param awaited what its waiters wait for, as dumps show it
     * @return the set; all of its methods need the calling thread to hold this synchronizer exclusively
     */
    public final WaitSet newWaitSet(Object awaited) {
        return new WaitSet(awaited);
    }

    /** Threads that released this synchronizer to wait for a signal. */
    public final class WaitSet extends ConditionObject implements Blocker {
        private static final long serialVersionUID = 1L;

        private final transient Object awaited;

        private WaitSet(Object awaited) {
            this.awaited = awaited;
        }

        /**
         * Waits for a signal.
         *
         * @param nanos how long at most, as {@link Timeout} gives it; 0 or less releases and acquires again
         * @return whether it was signalled
         * @throws InterruptedException if the thread is interrupted before or while it waits for the signal
         */
        public boolean awaitSignal(long nanos) throws InterruptedException {
            if (nanos == Timeout.FOREVER) {
                await();
                return true;
            }
            return await(nanos, TimeUnit.NANOSECONDS);
        }

        /** Signals the longest waiter, if there is one; where there is no memory for that, tries until there is. */
        public void signalOne() {
            for (var signalled = false; !signalled; ) {
                try {
                    signal();
                    signalled = true;
                } catch (OutOfMemoryError e) { // the waiter may have nobody else to wake it
                    Thread.yield();
                }
            }
        }

        /** Signals all waiters; where there is no memory for that, tries until there is. */
        public void signalEach() {
            while (hasWaiters()) {
                signalOne();
            }
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
