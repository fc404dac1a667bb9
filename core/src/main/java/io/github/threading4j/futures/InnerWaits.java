package io.github.threading4j.futures;

import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.Timeout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The waits of a pool's workers for tasks of the same pool, or for results that such tasks compute. If all workers wait
 * for the pool's own tasks, none is left to run or complete a task, and the last worker throws an exception instead of
 * waiting forever.
 */
final class InnerWaits {
    /** The interval at which a worker that may be the last one to wait checks whether the others are indeed waiting. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Pool pool;
    private final Mutex mutex;

    /** The pool's workers; guarded by its mutex. */
    private final List<Worker> workers;

    InnerWaits(Pool pool, Mutex mutex, List<Worker> workers) {
        this.pool = pool;
        this.mutex = mutex;
        this.workers = workers;
    }

    /**
     * Waits for something that may depend on tasks of the calling worker's pool; returns whether the wait is over. A
     * wait with a timeout ends by itself and is not checked.
     */
    static boolean await(InnerWait wait, long nanos) throws InterruptedException {
        var worker = nanos == Timeout.FOREVER ? Worker.current() : null;
        if (worker == null || !wait.concerns(worker.pool())) {
            return wait.await(nanos);
        }
        worker.pool().workers.innerWaits.await(worker, wait);
        return true;
    }

    private void await(Worker worker, InnerWait wait) throws InterruptedException {
        setAwaited(worker, wait);
        try {
            do {
                checkNotDeadlocked(worker, wait);
            } while (!wait.await(allWait() ? LOOK_AGAIN_NANOS : Timeout.FOREVER));
        } finally {
            setAwaited(worker, null);
        }
    }

    private void setAwaited(Worker worker, @Nullable InnerWait awaited) {
        mutex.lock();
        try {
            worker.awaited = awaited;
        } finally {
            mutex.unlock();
        }
    }

    /** Returns whether all workers have announced that they wait; some may be about to return. */
    private boolean allWait() {
        mutex.lock();
        try {
            return workers.stream().allMatch(each -> each.awaited != null);
        } finally {
            mutex.unlock();
        }
    }

    private void checkNotDeadlocked(Worker worker, InnerWait wait) {
        if (isDeadlocked(worker, wait)) { // described without the mutex: a task's toString is user code
            var task = worker.task();
            throw new IllegalStateException(
                    "deadlock: the task " + (task == null ? "none" : task.describeTask()) + " waits for "
                            + wait.describe(pool) + ", but every worker of the pool waits for the pool's own tasks: "
                            + pool);
        }
    }

    private boolean isDeadlocked(Worker worker, InnerWait wait) {
        mutex.lock();
        try {
            if (Thread.currentThread().isInterrupted()
                    || !workers.stream().allMatch(each -> each == worker || each.isParked())
                    || !wait.isUpTo(pool)) {
                return false;
            }
            worker.awaited = null; // so that no other worker detects the same deadlock
            return true;
        } finally {
            mutex.unlock();
        }
    }
}
