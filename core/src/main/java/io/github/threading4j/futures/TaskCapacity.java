package io.github.threading4j.futures;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.util.concurrent.RejectedExecutionException;

/** The bound of a {@link Pool}: how many tasks it may have at once, and who waits for one to leave. */
final class TaskCapacity {
    private final Pool pool;
    private final PoolConfig config;
    private final boolean bounded;
    private final Mutex mutex;
    private final QueuedSync.WaitSet notFull;

    /** Tasks in the queue, and running ones whose body has not ended; guarded by the mutex. */
    private long occupied;

    TaskCapacity(Pool pool, PoolConfig config) {
        this.pool = pool;
        this.config = config;
        this.bounded = config.isBounded();
        this.mutex = new Mutex(pool);
        this.notFull = mutex.newWaitSet(pool);
    }

    /**
     * Takes capacity for a task; returns false if there is none and the calling thread is to run the task. A thread
     * that is {@linkplain NestedRuns#isTooDeep() too deep} in such tasks already gets capacity beyond the bound.
     */
    boolean enter() {
        if (!bounded) {
            return true;
        }
        mutex.lock();
        try {
            if (isFull() && !await() && !NestedRuns.isTooDeep()) {
                return false;
            }
            occupied++;
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /** The body of a task has ended, or will never run. It cannot fail. */
    void leave() {
        if (bounded) {
            mutex.lock();
            try {
                occupied--;
                notFull.signalOne();
            } finally {
                mutex.unlock();
            }
        }
    }

    /** How many tasks have capacity now, for tests. */
    long occupied() {
        mutex.lock();
        try {
            return occupied;
        } finally {
            mutex.unlock();
        }
    }

    /** Lets those who wait look whether the pool still takes tasks. */
    void close() {
        mutex.lock();
        try {
            notFull.signalEach();
        } finally {
            mutex.unlock();
        }
    }

    private boolean isFull() {
        return occupied >= config.limit();
    }

    /** Returns whether there is capacity now; if not, the calling thread is to run its task. */
    private boolean await() {
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
                pool.checkUsable(); // whoever ends it lets those go who wait after that, with close()
                if (!notFull.awaitSignal(Timeout.left(deadline, whenFull.nanos)) && isFull()) {
                    throw new WaitTimeoutException(full());
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for capacity in " + pool, e);
        }
    }

    private String full() {
        return "the queue is full: " + pool + " (expected fewer than " + config.maxQueued() + " tasks that wait)";
    }
}
