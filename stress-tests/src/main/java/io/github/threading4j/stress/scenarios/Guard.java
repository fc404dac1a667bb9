package io.github.threading4j.stress.scenarios;

import java.util.concurrent.locks.LockSupport;

/**
 * A lock, together with one way of acquiring it. Anything else that threads wait for can be a guard, too: a wait
 * acquires the guard, and the operation that ends the wait releases it.
 */
public interface Guard {
    /** A timeout that is longer than any operation here takes. */
    long LONG_NANOS = 60_000_000_000L;

    /**
     * Acquires this guard.
     *
     * @param nanos the maximum time to wait; ignored by methods without a timeout, which wait indefinitely or not at
     *     all
     * @return whether the guard was acquired
     */
    boolean acquire(long nanos) throws InterruptedException;

    /** Releases a single acquisition. */
    void release();

    /** Returns whether any thread holds this guard. */
    boolean locked();

    /** Acquires this guard, however long that takes; retries if the method used does not wait. */
    default void enter() {
        while (!acquireUninterrupted(LONG_NANOS)) {
            Thread.onSpinWait();
        }
    }

    /** Like {@link #acquire}, for a caller that is never interrupted. */
    default boolean acquireUninterrupted(long nanos) {
        try {
            return acquire(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError("unexpected interrupt", e);
        }
    }

    /** Wakes a waiter that has missed its wake-up, so that the run can count the loss and continue. */
    default void rescue(Thread waiter) {
        LockSupport.unpark(waiter);
    }

    /** Releases this guard, and returns whether the release was accepted. */
    default boolean tryRelease() {
        try {
            release();
            return true;
        } catch (IllegalMonitorStateException e) {
            return false;
        }
    }
}
