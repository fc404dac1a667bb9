package io.github.threading4j.futures;

import io.github.threading4j.internal.WaitTarget;
import java.util.Collection;

/**
 * A wait for tasks, possibly tasks of the waiting thread's own pool. The waiting thread parks at a
 * {@link io.github.threading4j.internal.Blocker} that shows this object.
 */
interface PoolWait extends WaitTarget {
    /** Waits; returns whether the wait is over. */
    boolean await(long nanos) throws InterruptedException;

    /** Describes what the thread waits for, for the message of a {@code DeadlockException}. */
    String describe();

    /** Describes a wait for some of these futures. */
    static String describe(Collection<? extends Future<?>> futures) {
        for (var future : futures) {
            if (future instanceof PoolTask<?> task && !task.done()) {
                return task.describe();
            }
        }
        return "a task"; // the awaited task has ended meanwhile
    }
}
