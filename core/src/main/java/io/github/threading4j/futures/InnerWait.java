package io.github.threading4j.futures;

import java.util.Collection;

/** A wait of a worker without a timeout, which can tell whether only tasks of the worker's own pool can end it. */
interface InnerWait {
    /** Returns the object that the {@link io.github.threading4j.internal.Blocker} of the waiting thread shows. */
    Object awaited();

    /** Returns whether the wait may depend on tasks of the pool: a quick check before the wait. */
    boolean concerns(Object pool);

    /**
     * Returns whether the wait is not over and only tasks of the pool can end it. Other threads call this while the
     * worker waits, with the pool's mutex held. The worker needs this mutex to continue, so state that only the worker
     * changes is stable.
     */
    boolean isUpTo(Object pool);

    /** Waits; returns whether the wait is over. */
    boolean await(long nanos) throws InterruptedException;

    /** Describes the pool's task or result that this wait depends on, for the deadlock message. */
    String describe(Object pool);

    /** Describes a wait that needs some of these futures. */
    static String describe(Collection<? extends Future<?>> futures, Object pool) {
        return futures.stream()
                .filter(future -> future.isUpTo(pool))
                .findFirst()
                .map(future -> ((InnerWait) future).describe(pool))
                .orElse("a task"); // it has completed since
    }
}
