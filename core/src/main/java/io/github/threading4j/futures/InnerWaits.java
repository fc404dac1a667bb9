package io.github.threading4j.futures;

import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.Timeout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the workers of a pool wait for tasks of that pool: not for ever. When all of them wait like that, nobody is left to
 * run or end a task.
 */
final class InnerWaits {
    /** How soon a worker that may be the last one to wait looks again whether the others really do. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Pool pool;
    private final Mutex mutex;

    /** The pool's; guarded by its mutex. */
    private final List<Worker> workers;

    InnerWaits(Pool pool, Mutex mutex, List<Worker> workers) {
        this.pool = pool;
        this.mutex = mutex;
        this.workers = workers;
    }

    /** Waits in a worker, unless all the others wait already. */
    void await(Worker worker, PoolTask<?> awaited) throws InterruptedException {
        setAwaited(worker, awaited);
        try {
            do {
                checkNotDeadlocked(worker, awaited);
            } while (!awaited.completion.await(allWait() ? LOOK_AGAIN_NANOS : Timeout.FOREVER));
        } finally {
            setAwaited(worker, null);
        }
    }

    private void setAwaited(Worker worker, @Nullable PoolTask<?> awaited) {
        mutex.lock();
        try {
            worker.awaited = awaited;
        } finally {
            mutex.unlock();
        }
    }

    /** Whether all workers have said that they wait; somebody may be about to return. */
    private boolean allWait() {
        mutex.lock();
        try {
            return workers.stream().allMatch(each -> each.awaited != null);
        } finally {
            mutex.unlock();
        }
    }

    private void checkNotDeadlocked(Worker worker, PoolTask<?> awaited) {
        if (isDeadlocked(worker, awaited)) { // described without the mutex: a task says itself what it is
            throw new IllegalStateException("deadlock: the task " + describe(worker.task()) + " waits for the task "
                    + describe(awaited) + " of its own pool, all of whose threads wait like that: " + pool);
        }
    }

    private boolean isDeadlocked(Worker worker, PoolTask<?> awaited) {
        mutex.lock();
        try {
            if (awaited.done()
                    || Thread.currentThread().isInterrupted()
                    || !workers.stream().allMatch(each -> each == worker || each.isParked())) {
                return false;
            }
            worker.awaited = null; // so that no other one finds the same
            return true;
        } finally {
            mutex.unlock();
        }
    }

    private static String describe(@Nullable PoolTask<?> task) {
        return task == null ? "none" : task.describe();
    }
}
