package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.ExecutorCleaner;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.Warnings;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a {@link Pool}, guarded by one mutex. This class starts the workers, calls them when there are tasks,
 * and ends them. The workers reference the executor only weakly, so that it can be garbage-collected and the workers
 * can detect this.
 *
 * <p>User code is never called with the mutex held.
 */
final class PoolWorkers {
    private final Pool pool;
    private final WeakReference<Object> executor;

    /** The class whose logger reports that a worker could not be started. */
    private final Class<?> logger;

    private final PoolConfig config;

    private final Mutex mutex;
    private final QueuedSync.WaitSet work;

    // The fields below are guarded by the mutex.
    private final ArrayList<Worker> workers = new ArrayList<>();

    private final WorkerCounts counts;

    /** The action that wakes the workers once the executor has been garbage-collected; or null. */
    private Cleaner.@Nullable Cleanable onceCollected;

    /** The latch that is opened by a shutdown, with the mutex held. */
    private final Latch shutDown;

    /** All threads that the pool will ever have; null until all are started. Read without the mutex. */
    private volatile @Nullable Enders complete;

    final PoolDeadlocks deadlocks;

    PoolWorkers(Pool pool, Object executor, PoolConfig config) {
        this.pool = pool;
        this.executor = new WeakReference<>(executor);
        this.logger = executor.getClass();
        this.config = config;
        this.mutex = new Mutex(pool);
        this.work = mutex.newWaitSet(Blocker.Kind.TASK, pool);
        this.counts = new WorkerCounts(config.maxWorkers());
        this.shutDown = new Latch(Blocker.Kind.EVENT, pool, null);
        this.deadlocks = new PoolDeadlocks(pool, mutex, workers);
    }

    /**
     * Makes an idle worker check the queue. If no worker is idle and the maximum is not reached, starts a new worker.
     */
    void call(boolean daemon) {
        if (counts.hasIdleOrUnstarted()) {
            callOrStart(daemon);
        }
    }

    private void callOrStart(boolean daemon) {
        try {
            Worker spare = null;
            while (!callOrStart(spare)) {
                // Without the mutex: creating a thread may run user code, such as that of an InheritableThreadLocal.
                spare = new Worker(pool, counts.started(), config, daemon);
            }
        } catch (IllegalStateException e) { // thrown if the system can't start another thread
            if (all().isEmpty()) {
                throw noThread(e);
            }
            warn(e);
        }
    }

    /**
     * Calls an idle worker. If there is none, and the maximum is not reached, starts the given spare worker; returns
     * false if this requires another spare worker.
     */
    private boolean callOrStart(@Nullable Worker spare) {
        mutex.lock();
        try {
            if (shutDown.isOpen()) {
                return true; // idle workers are ending, and the thread that adds the task will see the shutdown
            }
            if (counts.idle() > 0) {
                work.signal();
                counts.call();
            } else if (!counts.isComplete()) {
                if (spare == null || spare.number() != counts.started()) {
                    return false;
                }
                start(spare);
            }
            return true;
        } finally {
            mutex.unlock();
        }
    }

    private void start(Worker worker) {
        wakeOnceCollected();
        if (worker.isAwaited()) {
            pool.nonDaemonTasks.begin();
        }
        counts.starts();
        try {
            workers.add(worker);
            if (counts.isComplete()) {
                complete = new Enders.Workers(javaThreads());
            }
            worker.thread().start(); // last, so that nothing can fail once the worker has started
        } catch (Throwable e) {
            complete = null;
            counts.startFails();
            pool.countOut(!worker.isAwaited());
            workers.remove(worker);
            throw e;
        }
    }

    private List<Thread> javaThreads() {
        var threads = new ArrayList<Thread>(workers.size());
        for (var worker : workers) {
            threads.add(worker.thread().toJavaThread());
        }
        return threads;
    }

    /** Returns the threads that could run a queued task: any thread, as long as further workers may be started. */
    Enders enders() {
        var all = complete;
        if (all != null) {
            return all;
        }
        // The pool's own deadlock check, which holds the mutex, must not rely on workers that are not started yet: the
        // system may have run out of threads.
        return mutex.isHeldByCurrentThread() ? new Enders.Workers(javaThreads()) : Enders.Open.ANY_THREAD;
    }

    /**
     * Makes the workers wake up when the executor is garbage-collected. Not called until a worker must be started,
     * since this method may itself start a thread.
     */
    private void wakeOnceCollected() {
        var owner = executor.get();
        if (onceCollected == null && owner != null) {
            try {
                onceCollected = ExecutorCleaner.tell(owner, this::wakeAll);
            } catch (OutOfMemoryError e) { // thrown by the JVM if the system can't start more threads
                throw new IllegalStateException("can't start the thread that detects collected executors", e);
            }
        }
    }

    RejectedExecutionException noThread(Throwable failure) {
        return new RejectedExecutionException("can't start a thread for " + pool, failure);
    }

    /** Logs a warning; returns normally, since a failing logger must not cause the task to be rejected. */
    private void warn(Throwable noThread) {
        try {
            var message = "can't start another thread for " + pool + ": its tasks wait for the existing threads";
            Warnings.warn(logger, message, noThread);
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
        }
    }

    /** Takes the next task for a worker, waiting for one if necessary; returns null if there will be none. */
    @Nullable PoolTask<?> next(Worker worker) {
        var task = worker.take(pool.queue);
        if (task == null) {
            worker.countOut(); // before the worker may wait
            task = awaitNext(worker);
        }
        return task;
    }

    /** Waits for a task. If this method fails for lack of memory or threads, the worker may call it again. */
    private @Nullable PoolTask<?> awaitNext(Worker worker) {
        mutex.lock();
        try {
            while (true) {
                var over = shutDown.isOpen() || executor.get() == null;
                var task = worker.take(pool.queue);
                if (task != null || over) {
                    return task;
                }
                awaitCall();
            }
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Waits as an idle worker, unless the queue contains a task. A thread that adds a task after this check calls a
     * worker.
     */
    private void awaitCall() {
        counts.waits();
        try {
            if (pool.queue.isEmpty()) {
                work.awaitSignal(Timeout.FOREVER);
            }
        } catch (InterruptedException e) {
            // the interrupt was meant for a task that has ended
        } finally {
            counts.wakes();
        }
    }

    /** Called by a worker as its last action. */
    void workerEnds() {
        mutex.lock();
        try {
            counts.ends();
        } finally {
            mutex.unlock();
        }
    }

    /** Makes the workers end once there are no more tasks. May be called again. */
    void end() {
        Cleaner.Cleanable wakeUp;
        mutex.lock();
        try {
            shutDown.open();
            work.signalAll();
            wakeUp = onceCollected;
        } finally {
            mutex.unlock();
        }
        if (wakeUp != null) {
            wakeUp.clean(); // otherwise, the action would retain the pool until the executor is collected
        }
    }

    /** Makes the idle workers check whether they must end. */
    private void wakeAll() {
        mutex.lock();
        try {
            work.signalAll();
        } finally {
            mutex.unlock();
        }
    }

    boolean isShutdown() {
        return shutDown.isOpen();
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        if (!shutDown.await(nanos)) {
            return false;
        }
        for (var worker : all()) {
            var left = Duration.ofNanos(Math.max(0, Timeout.left(deadline, nanos)));
            if (!worker.thread().join(left)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the workers that were started. */
    List<Worker> all() {
        mutex.lock();
        try {
            return List.copyOf(workers);
        } finally {
            mutex.unlock();
        }
    }

    /** Returns the number of workers that wait to be called. */
    int idle() {
        return counts.idle();
    }

    /** Returns the number of busy workers. Racy. */
    int busy() {
        return counts.busy();
    }

    /** Returns a description of the counts if they are inconsistent, or null; for tests. */
    @Nullable String inconsistency() {
        mutex.lock();
        try {
            return counts.isConsistent() ? null : counts.toString();
        } finally {
            mutex.unlock();
        }
    }

    /** Returns the number of workers and the maximum. Racy. */
    @Override
    public String toString() {
        return workers.size() + "/" + config.maxWorkers();
    }
}
