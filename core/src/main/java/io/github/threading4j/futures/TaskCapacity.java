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
    private final int maxQueued;
    private final long limit;
    private final WhenFull whenFull;
    private final Mutex mutex;
    private final QueuedSync.WaitSet notFull;

    /** Tasks in the queue, and running ones whose body has not ended; guarded by the mutex. */
    private long occupied;

    TaskCapacity(Pool pool, ThreadPoolExecutorBuilder builder) {
        this.pool = pool;
        this.maxQueued = builder.maxQueued;
        this.limit = (long) builder.maxWorkers + maxQueued;
        this.whenFull = builder.whenFull;
        this.mutex = new Mutex(pool);
        this.notFull = mutex.newWaitSet(pool);
    }

    boolean isBounded() {
        return maxQueued < Integer.MAX_VALUE;
    }

    /** Takes room for a task; false if there is none and the calling thread is to run it. */
    boolean enter() {
        if (!isBounded()) {
            return true;
        }
        mutex.lock();
        try {
            if (isFull() && !await()) {
                return false;
            }
            occupied++;
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /** The body of a task has ended, or will never run. */
    void leave() {
        if (isBounded()) {
            mutex.lock();
            try {
                occupied--;
                notFull.signal();
            } finally {
                mutex.unlock();
            }
        }
    }

    /** Lets those who wait look whether the pool still takes tasks. */
    void close() {
        mutex.lock();
        try {
            notFull.signalAll();
        } finally {
            mutex.unlock();
        }
    }

    private boolean isFull() {
        return occupied >= limit;
    }

    /** Returns whether there is room now; if not, the calling thread is to run its task. */
    private boolean await() {
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
            throw new WaitInterruptedException("interrupted while waiting for room in " + pool, e);
        }
    }

    private String full() {
        return "the queue is full: " + pool + " (expected fewer than " + maxQueued + " tasks that wait)";
    }
}
