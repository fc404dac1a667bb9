package io.github.threading4j.futures;

import io.github.threading4j.ExceptHook;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mechanics of a {@link ThreadPoolExecutor}: its queue and its workers. The workers know the pool, not the
 * executor, so that they can tell when nobody has the executor any more.
 *
 * <p>From the moment when {@link #add} has queued a task, exactly one thread counts it out, which gives its capacity
 * back and no longer keeps the program alive for it: the one whose compare-and-set moves the task's state on from
 * pending. That is the worker that runs it, the thread that cancels it, the thread that adds it and finds the pool shut
 * down, or the one that has taken it off the queue to discard it.
 */
final class Pool implements TaskQueue {
    private final PoolConfig config;
    private final TaskCapacity capacity;
    final NonDaemonTasks nonDaemonTasks = new NonDaemonTasks();

    /** Work that is queued or has begun, and that an end which drops the queue ends, too. */
    private final Set<Abortable> abortables = ConcurrentHashMap.newKeySet();

    /** What goes on after it has begun until somebody tells it why not. */
    interface Abortable {
        void abort(Supplier<RuntimeException> why);
    }

    /*
     * The queue is not guarded by the mutex: while all workers are busy, a task costs one step here and one there.
     * Nothing gets lost between the two because each side writes its own before it looks at the other's:
     *
     *   add()       puts the task into the queue, then looks for idle workers and for a shutdown
     *   awaitNext() says that the worker is idle, or sees a shutdown, then looks at the queue once more
     */
    final PoolQueue queue = new PoolQueue();

    final PoolWorkers workers;

    private volatile @Nullable Throwable initializerFailure;

    Pool(Object executor, PoolConfig config) {
        this.config = config;
        this.capacity = new TaskCapacity(this, config);
        this.workers = new PoolWorkers(this, executor, config);
    }

    /**
     * Queues a task for a worker that waits, or for a new one, or for the first one that has time.
     *
     * @return false if there is no capacity and the calling thread is to run it
     */
    boolean add(PoolTask<?> task) {
        checkUsable();
        if (!capacity.enter()) {
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
            } // else it was in time: a worker has taken it, or a shutdown has cancelled it
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

    /** Counts work of the calling thread, unless that is a daemon; returns whether it is. */
    private boolean beginWork() {
        var daemon = ThreadingAccess.get().isDaemon();
        if (!daemon) {
            try {
                nonDaemonTasks.begin();
            } catch (OutOfMemoryError e) { // what the JVM says when the system has no more threads
                throw workers.noThread(e);
            }
        }
        return daemon;
    }

    @Override
    public void leave() {
        capacity.leave();
    }

    /** For an initializer, too. */
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
    public boolean await(InnerWait wait) throws InterruptedException {
        return InnerWaits.await(wait, Timeout.FOREVER);
    }

    boolean isBounded() {
        return config.isBounded();
    }

    /**
     * Queues a task, whose work an end that drops the queue is to find also when it has begun; then it forgets itself.
     */
    void add(PoolTask<?> task, Abortable work) {
        abortables.add(work);
        try {
            add(task);
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
            throw isBroken() // which is so before the end
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

    /** May be called again, also if it fails for lack of memory. */
    private void end() {
        workers.end();
        capacity.close();
    }

    /** {@link #breakDown()} must follow: nobody sees that without the reason. */
    void initializerFails(Throwable failure) {
        initializerFailure = failure;
    }

    /**
     * Ends the pool for what its initializer has thrown. If this throws, for lack of memory, it may be called again.
     */
    void breakDown() {
        end();
        while (!queue.isEmpty()) {
            var why = broken(); // first, so that nothing can fail once nobody else has the task
            var task = queue.poll();
            if (task != null) { // else another worker took it
                task.discard(why);
            }
        }
        abortAll(this::broken);
    }

    /** Those that are queued will never run, and so not leave by themselves. */
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

    boolean isBroken() {
        return initializerFailure != null;
    }

    /** How much of it there is, for tests. */
    int abortable() {
        return abortables.size();
    }

    int queued() {
        return queue.size();
    }

    /** How many tasks a bound of the queue counts, for tests. */
    long occupied() {
        return capacity.occupied();
    }

    int maxWorkers() {
        return config.maxWorkers();
    }

    /** Racy reads on purpose: errors are described with a mutex held, and a dump must not wait for it. */
    @Override
    public String toString() {
        return "name=" + config.prefix() + ", workers=" + workers + ", unfinished=" + (queue.size() + workers.busy())
                + (isBroken() ? ", broken" : isShutdown() ? ", shut down" : "");
    }
}
