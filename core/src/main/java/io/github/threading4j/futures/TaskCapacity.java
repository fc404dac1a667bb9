package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The bound of a {@link Pool}: the number of tasks that it may have at the same time, and the threads that wait for
 * capacity.
 */
final class TaskCapacity {
    private final Pool pool;
    private final PoolConfig config;
    private final boolean bounded;
    private final Mutex mutex;
    private final QueuedSync.WaitSet notFull;

    /** The number of tasks in the queue and of running tasks whose body has not ended; guarded by the mutex. */
    private long occupied;

    TaskCapacity(Pool pool, PoolConfig config) {
        this.pool = pool;
        this.config = config;
        this.bounded = config.isBounded();
        this.mutex = new Mutex(pool);
        this.notFull = mutex.newWaitSet(Blocker.Kind.CAPACITY, pool);
    }

    /**
     * Takes capacity for a task; returns false if there is none and the calling thread must run the task. If the
     * calling thread already runs {@linkplain NestedRuns#isTooDeep() too many nested tasks}, the task gets capacity
     * beyond the bound.
     */
    boolean enter(@Nullable MapLimit limit) {
        if (!bounded) {
            return true;
        }
        mutex.lock();
        try {
            if (isFull() && !await(limit) && !NestedRuns.isTooDeep()) {
                return false;
            }
            occupied++;
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /** Called when the body of a task has ended or will never run. Never fails. */
    void leave() {
        if (bounded) {
            mutex.lock();
            try {
                occupied--;
                notFull.signal();
            } finally {
                mutex.unlock();
            }
        }
    }

    /** Returns the number of tasks that have capacity, for tests. */
    long occupied() {
        mutex.lock();
        try {
            return occupied;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Makes the waiting threads check whether the pool still accepts tasks, and whether their limits still allow
     * waiting.
     */
    void checkAgain() {
        mutex.lock();
        try {
            notFull.signalAll();
        } finally {
            mutex.unlock();
        }
    }

    private boolean isFull() {
        return occupied >= config.limit();
    }

    /** Waits for capacity if the policy says so; returns false if the calling thread must run its task. */
    private boolean await(@Nullable MapLimit limit) {
        var whenFull = config.whenFull();
        if (whenFull.refuses()) {
            throw new RejectedExecutionException(full());
        }
        var worker = Worker.current();
        if (whenFull.runsInCaller() || (worker != null && worker.pool() == pool)) {
            return false;
        }
        var deadline = System.nanoTime() + whenFull.nanos;
        try {
            while (isFull()) {
                pool.checkUsable(); // a shutdown or a close after these checks wakes the waiting threads
                var left = Timeout.left(deadline, whenFull.nanos);
                var leftOfLimit = limit == null ? Timeout.FOREVER : limit.left();
                if (!notFull.awaitSignal(Math.min(left, leftOfLimit)) && isFull()) {
                    throw new WaitTimeoutException(full());
                }
            }
            return true;
        } catch (InterruptedException e) {
            var interrupt = Cancelling.atEdge(e);
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for capacity in " + pool, interrupt);
        }
    }

    private String full() {
        return "the queue is full: " + pool + " (expected fewer than " + config.maxQueued() + " queued tasks)";
    }
}
