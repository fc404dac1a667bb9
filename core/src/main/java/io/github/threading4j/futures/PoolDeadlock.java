package io.github.threading4j.futures;

import io.github.threading4j.insight.Deadlock;
import io.github.threading4j.insight.DeadlockException;
import io.github.threading4j.insight.Waiter;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.WaitTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates the exceptions for deadlocks of pools. This is a separate class so that most programs never load the class of
 * the exception: the JVM loads that class when it verifies a method that throws the exception.
 */
final class PoolDeadlock {
    private PoolDeadlock() {}

    /** Returns the exception for a worker that would be the last one of its pool to wait. */
    static DeadlockException exception(Pool pool, Worker worker, PoolWait wait) {
        var task = worker.task();
        var message = "deadlock: the task " + (task == null ? "none" : task.describeTask()) + " waits for "
                + wait.describe() + ", but every worker of the pool waits for the pool's own tasks: " + pool;
        var waiters = new ArrayList<Waiter>();
        for (var each : pool.workers.all()) {
            var awaited = each == worker ? wait : each.awaited; // racy, but only used in the description
            if (awaited != null) { // otherwise, the worker has been interrupted meanwhile
                waiters.add(waiter(each.thread().toJavaThread(), awaited));
            }
        }
        var deadlock = new Deadlock(Deadlock.Kind.POOL_EXHAUSTED, Deadlock.Certainty.ONLY_THEY, waiters, 0, List.of());
        return new DeadlockException(message, deadlock);
    }

    /** Returns the exception for a task that waits for its own result. */
    static DeadlockException exception(WaitTarget task, String description) {
        var waiter = waiter(Thread.currentThread(), task);
        var deadlock = new Deadlock(Deadlock.Kind.CYCLE, Deadlock.Certainty.ONLY_THEY, List.of(waiter), 0, List.of());
        return new DeadlockException("deadlock: the task waits for itself: " + description, deadlock);
    }

    private static Waiter waiter(Thread thread, WaitTarget awaited) {
        return new Waiter(
                thread,
                ThreadingAccess.get().nameOf(thread),
                "for " + awaited.label(),
                null,
                List.of(),
                List.of(JavaThreads.stackOf(thread)));
    }
}
