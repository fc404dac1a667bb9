package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Pool} is built with.
 *
 * @param prefix its name, and what its workers' names begin with
 * @param maxWorkers how many workers it has at most
 * @param virtual whether they are virtual threads
 * @param initializer what each worker does before its first task, or null
 * @param maxQueued how many tasks may wait for a worker; {@link Integer#MAX_VALUE} is no bound
 * @param whenFull what {@code submit} does when that many wait
 * @param onUnretrieved what gets unretrieved exceptions of its tasks instead of the excepthook, or null
 */
record PoolConfig(
        String prefix,
        int maxWorkers,
        boolean virtual,
        @Nullable ThrowingRunnable<?> initializer,
        int maxQueued,
        WhenFull whenFull,
        @Nullable ExceptHook onUnretrieved) {
    boolean isBounded() {
        return maxQueued < Integer.MAX_VALUE;
    }

    /** How many tasks it may have, those that run included. */
    long limit() {
        return (long) maxWorkers + maxQueued;
    }
}
