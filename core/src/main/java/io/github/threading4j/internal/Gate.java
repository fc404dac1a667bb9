package io.github.threading4j.internal;

import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;

/**
 * The one way into a blocking wait: a queued synchronizer that says what its waiters wait for.
 *
 * <p>Primitives keep their fast path to themselves and come here only to block, through one of the methods below. So
 * whatever is to be known or recorded of every wait of the library is added here, once, and reads the waiting thread
 * (the caller), the thing waited for ({@link #awaited()}) and the kind of wait ({@link #kind()}).
 *
 * <p>{@code AbstractQueuedLongSynchronizer} parks with itself as the blocker, which makes this {@link WaitPoint} visible
 * from outside for as long as the thread is parked.
 */
public abstract class Gate extends AbstractQueuedLongSynchronizer implements WaitPoint {
    private static final long serialVersionUID = 1L;

    /** For subclasses. */
    protected Gate() {}

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
     * Blocks until {@code tryAcquireShared} succeeds, whatever happens; an interrupt leaves the flag set.
     *
     * @param arg passed to {@code tryAcquireShared}
     */
    protected final void blockSharedUninterruptibly(long arg) {
        acquireShared(arg);
    }
}
