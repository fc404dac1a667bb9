package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WaitTarget;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of a {@link ThreadPoolExecutor}: its queue and its workers. The workers reference the pool, not
 * the executor, so that the executor can be garbage-collected and the workers can detect this.
 *
 * <p>Once {@link #add} has queued a task, exactly one thread removes it from the pool's counts: that thread releases
 * the task's capacity, and stops the task from keeping the program alive. It is the thread whose compare-and-set
 * changes the task's state from pending: the worker that runs the task, the thread that cancels it, the thread that
 * adds it and finds the pool shut down, or the thread that has taken it from the queue to discard it.
 */
final class Pool implements TaskQueue, WaitTarget {
    private final PoolConfig config;
    private final TaskCapacity capacity;
    final NonDaemonTasks nonDaemonTasks = new NonDaemonTasks();

    /** The work to be aborted when the queued tasks are discarded, whether or not it has started. */
    private final Set<Abortable> abortables = ConcurrentHashMap.newKeySet();

    /**
     * Work that may have started when the queued tasks are discarded, and must then be aborted explicitly. The supplier
     * returns an exception that states the reason.
     */
    interface Abortable {
        void abort(Supplier<RuntimeException> why);
    }

    /*
     * The queue is not guarded by the mutex: while all workers are busy, adding and taking a task each cost only one
     * operation on the queue. No task is missed, because each method writes its own state before it reads the other's:
     *
     *   add()       puts the task into the queue, then checks for idle workers and for a shutdown
     *   awaitNext() marks the worker as idle, or sees a shutdown, then checks the queue once more
     */
    final PoolQueue queue = new PoolQueue();

    final PoolWorkers workers;

    private volatile @Nullable Throwable initializerFailure;

    private volatile boolean interruptsTasks;

    Pool(Object executor, PoolConfig config) {
        this.config = config;
        this.capacity = new TaskCapacity(this, config);
        this.workers = new PoolWorkers(this, executor, config);
    }

    /**
     * Queues a task for an idle worker, for a new worker, or for the first worker that becomes free.
     *
     * @param limit the limit that may end a wait for capacity early, or null
     * @return false if there is no capacity and the calling thread must run the task
     */
    boolean addWithin(PoolTask<?> task, @Nullable MapLimit limit) {
        checkUsable();
        if (!capacity.enter(limit)) {
            return false;
        }
        beginTask(task);
        try {
            queue.add(task);
            workers.call(task.isDaemon());
            checkUsable();
        } catch (Throwable e) {
            if (task.withdraw()) {
                queue.remove(task);
                throw e;
            } // otherwise, the submission has succeeded: a worker has begun the task, or it was cancelled
        }
        return true;
    }

    private void beginTask(PoolTask<?> task) {
        try {
            task.becomesQueued(beginWork());
        } catch (Throwable e) {
            capacity.leave();
            throw e;
        }
    }

    /**
     * Increments the number of unfinished non-daemon tasks, unless the calling thread is a daemon; returns whether it
     * is a daemon.
     */
    private boolean beginWork() {
        var daemon = ThreadingAccess.get().isDaemon();
        if (!daemon) {
            try {
                nonDaemonTasks.begin();
            } catch (OutOfMemoryError e) { // thrown by the JVM if the system can't start more threads
                throw workers.noThread(e);
            }
        }
        return daemon;
    }

    @Override
    public void leave() {
        capacity.leave();
    }

    /** Also called when an initializer has ended. */
    @Override
    public void countOut(boolean daemon) {
        if (!daemon) {
            nonDaemonTasks.end(1);
        }
    }

    @Override
    public void cancelled() {
        queue.cancelled();
    }

    @Override
    public boolean await(PoolWait wait) throws InterruptedException {
        return PoolDeadlocks.await(wait, Timeout.FOREVER);
    }

    @Override
    public Enders workers() {
        return workers.enders();
    }

    /**
     * Returns the threads that could end a wait at this pool: the workers if the wait is for capacity, and any thread
     * if it is for a task.
     */
    @Override
    public Enders enders(Blocker.Kind kind) {
        return kind == Blocker.Kind.CAPACITY ? workers() : Enders.Open.ANY_THREAD;
    }

    /** Makes the threads that wait for capacity check their limits again. */
    void checkCapacityAgain() {
        capacity.checkAgain();
    }

    boolean isBounded() {
        return config.isBounded();
    }

    /**
     * Queues a task whose work must be aborted when the queued tasks are discarded, even if the work has started. The
     * work calls forget when it ends.
     */
    void add(PoolTask<?> task, Abortable work) {
        abortables.add(work);
        try {
            addWithin(task, null);
        } catch (Throwable e) {
            forget(work);
            throw e;
        }
    }

    void forget(Abortable work) {
        abortables.remove(work);
    }

    void checkUsable() {
        if (isShutdown()) {
            throw isBroken() // the failure is recorded before the shutdown
                    ? broken()
                    : new RejectedExecutionException("cannot schedule new futures after shutdown: " + this);
        }
    }

    private BrokenThreadPoolException broken() {
        return new BrokenThreadPoolException(
                "A thread initializer failed, the thread pool is not usable anymore: " + this, initializerFailure);
    }

    void shutdown(boolean cancelFutures) {
        Supplier<RuntimeException> why = () -> new CancellationException("the task was cancelled: " + this);
        end();
        if (cancelFutures) {
            for (var task = queue.poll(); task != null; task = queue.poll()) {
                task.discard(null);
            }
            abortAll(why);
        }
    }

    /** May be called again, even after it has failed for lack of memory. */
    private void end() {
        workers.end();
        capacity.checkAgain();
    }

    /**
     * Records the failure of an initializer. Must be called before {@link #breakDown()}, so that no thread sees the
     * pool shut down without the reason.
     */
    void initializerFails(Throwable failure) {
        initializerFailure = failure;
    }

    /**
     * Shuts the pool down after its initializer failed. If this method fails for lack of memory, it may be called
     * again.
     */
    void breakDown() {
        end();
        while (!queue.isEmpty()) {
            var why = broken(); // first, so that nothing can fail once the task is removed from the queue
            var task = queue.poll();
            if (task != null) { // otherwise, another worker took it
                task.discard(why);
            }
        }
        abortAll(this::broken);
    }

    /** Aborts all work and forgets it, since queued work never runs and so does not call forget itself. */
    private void abortAll(Supplier<RuntimeException> why) {
        abortables.forEach(each -> {
            each.abort(why);
            abortables.remove(each);
        });
    }

    boolean isShutdown() {
        return workers.isShutdown();
    }

    @Override
    public String name() {
        return config.prefix();
    }

    @Override
    public @Nullable ExceptHook unretrievedHandler() {
        return config.onUnretrieved();
    }

    @Override
    public boolean hasInterruptedTasks() {
        return interruptsTasks;
    }

    /** Called before the threads of the pool are interrupted. */
    void interruptsTasks() {
        interruptsTasks = true;
    }

    boolean isBroken() {
        return initializerFailure != null;
    }

    /** Returns the number of abortables, for tests. */
    int abortable() {
        return abortables.size();
    }

    int queued() {
        return queue.size();
    }

    /** Returns the number of tasks that occupy capacity, for tests. */
    long occupied() {
        return capacity.occupied();
    }

    int maxWorkers() {
        return config.maxWorkers();
    }

    /**
     * Reads without the mutex on purpose: error messages are created while it is held, and a dump must not wait for it.
     */
    @Override
    public String toString() {
        return "name=" + config.prefix() + ", workers=" + workers + ", unfinished=" + (queue.size() + workers.busy())
                + (isBroken() ? ", broken" : isShutdown() ? ", shut down" : "");
    }
}
