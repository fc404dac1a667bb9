package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a {@link Pool}.
 *
 * @param prefix the name of the pool and the prefix of its workers' names
 * @param maxWorkers the maximum number of workers
 * @param virtual whether the workers are virtual threads
 * @param initializer the action of each worker before its first task, or null
 * @param maxQueued the maximum number of tasks that wait for a worker; {@link Integer#MAX_VALUE} means unbounded
 * @param whenFull the policy of {@code submit} while the queue is full
 * @param onUnretrieved the handler that gets unretrieved exceptions instead of the excepthook, or null
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

    /** Returns the maximum number of tasks, including those that run. */
    long limit() {
        return (long) maxWorkers + maxQueued;
    }
}
