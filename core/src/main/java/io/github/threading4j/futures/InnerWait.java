package io.github.threading4j.futures;

import java.util.Collection;

/** What a worker waits for without a limit of time, and whether its own pool is what that takes. */
interface InnerWait {
    /** What the {@link io.github.threading4j.internal.Blocker} of the waiting thread shows. */
    Object awaited();

    /** Whether it may take tasks of this pool: a quick look, before the wait. */
    boolean concerns(Object pool);

    /**
     * Whether it is not over, and nothing but tasks of this pool can end it. Others ask this while the worker waits,
     * with the pool's mutex held, without which it does not go on: so nothing is changed meanwhile that only the worker
     * changes.
     */
    boolean isUpTo(Object pool);

    /** Waits; returns whether it is over. */
    boolean await(long nanos) throws InterruptedException;

    /** What it takes of this pool, for who reads that it will never come. */
    String describe(Object pool);

    /** As {@link #describe}, where it takes some of these futures. */
    static String describe(Collection<? extends Future<?>> futures, Object pool) {
        return futures.stream()
                .filter(future -> future.isUpTo(pool))
                .findFirst()
                .map(future -> ((InnerWait) future).describe(pool))
                .orElse("a task"); // it has ended since
    }
}
