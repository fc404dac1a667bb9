package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * Whether waits can be cancelled, and the checks of methods that may not have to wait. This is a separate class so that
 * a program that cancels nothing does not load {@link CancelPoint}.
 */
public final class Cancelling {
    private static volatile boolean used;
    private static volatile boolean endsDeadlocks;

    private Cancelling() {}

    /** Called before a thread enters a scope for the first time. */
    static void use() {
        used = true;
    }

    /** Makes it possible to end deadlocks in all waits that begin from now on. */
    public static void endDeadlocks() {
        used = true;
        endsDeadlocks = true;
    }

    /** {@return whether a wait must go through {@link CancelPoint}} */
    public static boolean isUsed() {
        return used;
    }

    /**
     * Returns whether a wait must go through {@link CancelPoint#await}. Only a wait without a timeout can be part of a
     * deadlock.
     *
     * @param nanos the maximum time to wait, as returned by {@link Timeout}
     * @return false if it can't be part of a deadlock that is ended
     */
    public static boolean endsDeadlocksOf(long nanos) {
        return endsDeadlocks && nanos == Timeout.FOREVER;
    }

    /**
     * Checks whether the calling thread is inside a cancelled scope, for a method that checks for an interrupt even if
     * it does not have to wait.
     *
     * @throws WaitCancelled if it is; the interrupt status has not been changed
     */
    public static void check() throws WaitCancelled {
        if (used) {
            CancelPoint.check();
        }
    }

    /**
     * Like {@link #check()}, for a public method that has nothing to undo.
     *
     * @throws Error the error to throw to the caller, if the calling thread is inside of a cancelled scope
     */
    public static void checkAtEdge() {
        if (used) {
            CancelPoint.checkAtEdge();
        }
    }

    /**
     * Called by a public method when a wait was interrupted, after everything that has to be undone is undone.
     *
     * @param thrown the exception of the wait
     * @return the exception, which was caused by an interrupt
     * @throws Error the error to throw to the caller, if a scope was cancelled
     */
    public static InterruptedException atEdge(InterruptedException thrown) {
        if (thrown instanceof WaitCancelled cancelled) {
            throw ThreadingAccess.get().cancelled(cancelled.getMessage());
        }
        return thrown;
    }

    /**
     * Makes the calling thread leave all scopes for a while: it runs code that must not see them, such as a task of
     * another thread. Never fails.
     *
     * @return the place to return to by {@link #comeBack}, or null if there is none
     */
    public static @Nullable Place stepOut() {
        return used ? Place.stepOut() : null;
    }

    /**
     * Makes the calling thread return to its scopes.
     *
     * @param place the result of {@link #stepOut()}
     */
    public static void comeBack(@Nullable Place place) {
        if (place != null) {
            place.comeBack();
        }
    }

    /**
     * Restores the calling thread's interrupt status after a wait that was interrupted, unless a scope was cancelled.
     *
     * @param thrown the exception of the wait
     */
    public static void restoreInterrupt(InterruptedException thrown) {
        if (!(thrown instanceof WaitCancelled)) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Interrupts a thread in such a way that the interrupt is not lost if a scope is cancelled at the same moment.
     *
     * @param thread the thread
     */
    public static void interrupt(Thread thread) {
        if (used && thread != Thread.currentThread()) {
            CancelPoint.interrupt(thread);
        } else {
            interruptNow(thread);
        }
    }

    /** Interrupts a thread; a thread of this library does not count the interrupt. */
    static void interruptNow(Thread thread) {
        if (thread instanceof LibraryThread mine) {
            mine.interruptUncounted();
        } else {
            thread.interrupt();
        }
    }
}
