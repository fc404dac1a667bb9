package io.github.threading4j.stress.scenarios;

import java.util.concurrent.locks.LockSupport;

/**
 * A lock as the scenarios use it, bound to one form of acquiring it; or anything else that threads wait for, which is
 * acquired by waiting for it and released by what ends the wait.
 */
public interface Guard {
    /** Longer than anything here takes, but not forever. */
    long LONG_NANOS = 60_000_000_000L;

    /**
     * Acquires in this guard's form.
     *
     * @param nanos how long to wait at most; ignored by a form without a limit, which waits forever or not at all
     * @return whether it was acquired
     */
    boolean acquire(long nanos) throws InterruptedException;

    /** Releases what was acquired once. */
    void release();

    /** Tells whether it is held by anybody. */
    boolean locked();

    /** Acquires however long that takes; a form that does not wait is tried again and again. */
    default void enter() {
        while (!acquireUninterrupted(LONG_NANOS)) {
            Thread.onSpinWait();
        }
    }

    /** Acquires where nobody interrupts. */
    default boolean acquireUninterrupted(long nanos) {
        try {
            return acquire(nanos);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
    }

    /** Wakes a waiter that slept through its wake-up, so that the loss can be counted and the run goes on. */
    default void rescue(Thread waiter) {
        LockSupport.unpark(waiter);
    }

    /** Tells whether the release was accepted. */
    default boolean tryRelease() {
        try {
            release();
            return true;
        } catch (IllegalMonitorStateException e) {
            return false;
        }
    }
}
