package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.Timeout;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A detector of deadlocks in which all workers of a pool wait for each other, that is, for tasks of their own pool or
 * for results that these tasks compute. In this case, no worker is left to run or complete a task, and the last worker
 * to wait throws an exception instead of waiting forever.
 */
final class PoolDeadlocks {
    /** The interval at which a worker that may be the last one to wait checks whether the others really wait. */
    private static final long CHECK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Pool pool;
    private final Mutex mutex;

    /** The pool's workers; guarded by its mutex. */
    private final List<Worker> workers;

    PoolDeadlocks(Pool pool, Mutex mutex, List<Worker> workers) {
        this.pool = pool;
        this.mutex = mutex;
        this.workers = workers;
    }

    /**
     * Waits for something that may depend on tasks of the calling worker's pool; returns whether the wait is over. A
     * wait with a timeout ends by itself and is not checked.
     */
    static boolean await(PoolWait wait, long nanos) throws InterruptedException {
        var worker = nanos == Timeout.FOREVER ? Worker.current() : null;
        if (worker == null) {
            return wait.await(nanos);
        }
        worker.pool().workers.deadlocks.await(worker, wait);
        return true;
    }

    private void await(Worker worker, PoolWait wait) throws InterruptedException {
        setAwaited(worker, wait);
        try {
            do {
                checkNotDeadlocked(worker, wait);
            } while (!wait.await(mayBeDeadlocked() ? CHECK_AGAIN_NANOS : Timeout.FOREVER));
        } finally {
            setAwaited(worker, null);
        }
    }

    private void setAwaited(Worker worker, @Nullable PoolWait awaited) {
        mutex.lock();
        try {
            worker.awaited = awaited;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Returns whether all workers have announced waits that other workers could end; some waits may be about to end.
     */
    private boolean mayBeDeadlocked() {
        mutex.lock();
        try {
            var own = threadsIfAllWait();
            return own != null && allMatch(enders -> mentions(enders, own));
        } finally {
            mutex.unlock();
        }
    }

    private static boolean mentions(Enders enders, Set<Thread> threads) {
        var found = new boolean[1];
        enders.forEachThread(thread -> found[0] |= threads.contains(thread));
        return found[0];
    }

    private void checkNotDeadlocked(Worker worker, PoolWait wait) {
        if (isDeadlocked(worker)) { // described without the mutex: a task's toString is user code
            throw PoolDeadlock.exception(pool, worker, wait);
        }
    }

    private boolean isDeadlocked(Worker worker) {
        mutex.lock();
        try {
            var own = threadsIfAllWait();
            if (own == null
                    || Thread.currentThread().isInterrupted()
                    || !workers.stream().allMatch(each -> each == worker || each.isParked())
                    || !allMatch(enders -> !enders.canEnd(thread -> !own.contains(thread) && thread.isAlive()))) {
                return false;
            }
            worker.awaited = null; // so that no other worker detects the same deadlock
            return true;
        } finally {
            mutex.unlock();
        }
    }

    /** Returns the threads of the workers if each worker has announced a wait; otherwise null. */
    private @Nullable Set<Thread> threadsIfAllWait() {
        for (var worker : workers) {
            if (worker.awaited == null) {
                return null;
            }
        }
        Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        workers.forEach(worker -> threads.add(worker.thread().toJavaThread()));
        return threads;
    }

    /** Returns whether each worker has announced a wait, and the threads that could end it satisfy the condition. */
    private boolean allMatch(Predicate<Enders> condition) {
        for (var worker : workers) {
            var awaited = worker.awaited;
            if (awaited == null || !condition.test(awaited.enders(Blocker.Kind.EVENT))) {
                return false;
            }
        }
        return true;
    }
}
