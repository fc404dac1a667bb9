package io.github.threading4j.futures;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.ExecutorCleaner;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mechanics of a {@link ThreadPoolExecutor}: its queue and its threads, under one mutex. The threads know the pool, not
 * the executor, so that they can tell when nobody has that any more.
 */
final class Pool {
    private static final Logger log = LoggerFactory.getLogger(ThreadPoolExecutor.class);

    private final WeakReference<ThreadPoolExecutor> executor;
    private final String prefix;
    private final int maxWorkers;
    private final boolean virtual;
    private final @Nullable ThrowingRunnable<?> initializer;
    private final TaskCapacity capacity;

    private final Mutex mutex;
    private final QueuedSync.WaitSet work;

    /** What is queued or at work for maps. */
    private final Set<MapPerWorker<?, ?>.Helper> helpers = ConcurrentHashMap.newKeySet();

    /*
     * The queue is not guarded by the mutex: while all workers are busy, a task costs one step here and one there. Nothing
     * gets lost between the two because each side writes its own before it looks at the other's:
     *
     *   add()       puts the task into the queue, then looks for idle workers and for a shutdown
     *   awaitNext() says that the worker is idle, or sees a shutdown, then looks at the queue once more
     */
    private final ConcurrentLinkedQueue<PoolTask<?>> queue = new ConcurrentLinkedQueue<>();

    // Guarded by the mutex from here on; the volatile ones are read without it.
    private final ArrayList<Worker> workers = new ArrayList<>();

    /** What wakes them when the executor was collected. */
    private Cleaner.@Nullable Cleanable onceCollected;

    /** How its workers wait for tasks of this very pool. */
    final InnerWaits innerWaits;

    /** Whether there are as many workers as there may be. */
    private volatile boolean complete;

    /** Workers that wait and were not called. */
    private volatile int idle;

    /** Calls that no worker has followed yet: any that wakes up takes one, also if it was not the one that was woken. */
    private int called;

    /** Workers that are not idle, those that start included; while there are any, the pool retains the keep-alive thread. */
    private int busy;

    /** Opened with the mutex held. */
    private final Latch shutDown = new Latch(Blocker.Kind.SIGNAL, this, null);

    private volatile @Nullable Throwable initializerFailure;

    Pool(ThreadPoolExecutor executor, String prefix, ThreadPoolExecutorBuilder builder) {
        this.executor = new WeakReference<>(executor);
        this.prefix = prefix;
        this.maxWorkers = builder.maxWorkers;
        this.virtual = builder.virtual;
        this.initializer = builder.initializer;
        this.capacity = new TaskCapacity(this, builder);
        this.mutex = new Mutex(this);
        this.work = mutex.newWaitSet(this);
        this.innerWaits = new InnerWaits(this, mutex, workers);
    }

    /**
     * Queues a task for a worker that waits, or for a new one, or for the first one that has time.
     *
     * @return false if there is no room and the calling thread is to run it
     */
    boolean add(PoolTask<?> task) {
        checkUsable();
        if (!capacity.enter()) {
            return false;
        }
        task.queued = true;
        var added = false;
        try {
            added = queue.add(task);
            if (idle > 0 || !complete) {
                callWorker();
            }
            checkUsable();
        } catch (Throwable e) {
            if (!added || queue.remove(task)) {
                leave();
                throw e;
            } // else it was in time
        }
        return true;
    }

    private void callWorker() {
        Throwable refused = null;
        mutex.lock();
        try {
            if (idle > 0) {
                becomeBusy();
                countIdle(-1);
                called++;
                work.signal();
            } else if (workers.size() < maxWorkers && !shutDown.isOpen()) {
                refused = startWorker();
            }
        } finally {
            mutex.unlock();
        }
        if (refused != null) {
            log.warn("can't start another thread for {}: its tasks wait for those it has", this, refused);
        }
    }

    boolean isBounded() {
        return capacity.isBounded();
    }

    /** The body of a task has ended, or will never run. What comes before its future is done has room in time. */
    void leave() {
        capacity.leave();
    }

    /** Queues a part of a map's work, which a shutdown must find also when it has begun. */
    void help(MapPerWorker<?, ?>.Helper helper) {
        helpers.add(helper);
        try {
            add(new PoolTask<>(
                    () -> {
                        try {
                            helper.run();
                        } finally {
                            helpers.remove(helper);
                        }
                        return null;
                    },
                    this));
        } catch (Throwable e) {
            helpers.remove(helper);
            throw e;
        }
    }

    void checkUsable() {
        if (shutDown.isOpen()) {
            var failure = initializerFailure; // written before the latch is opened
            throw failure != null
                    ? broken(failure)
                    : new RejectedExecutionException("cannot schedule new futures after shutdown: " + this);
        }
    }

    private BrokenThreadPoolException broken(Throwable failure) {
        return new BrokenThreadPoolException(
                "A thread initializer failed, the thread pool is not usable anymore: " + this, failure);
    }

    /** Returns why the system has no other thread for it, or null if it has. */
    private @Nullable IllegalStateException startWorker() {
        becomeBusy();
        try {
            wakeOnceCollected();
            workers.ensureCapacity(workers.size() + 1); // so that one that has started is not lost
            var worker = new Worker(this, prefix + "_" + workers.size(), virtual, initializer);
            worker.thread().start();
            workers.add(worker);
            complete = workers.size() == maxWorkers;
            return null;
        } catch (IllegalStateException e) {
            becomeFree();
            if (workers.isEmpty()) {
                throw noThread(e);
            }
            return e;
        } catch (Throwable e) {
            becomeFree();
            throw e;
        }
    }

    /** With the first worker, since it may take a thread; once, also if that worker can't start. */
    private void wakeOnceCollected() {
        var owner = executor.get();
        if (onceCollected == null && owner != null) {
            try {
                onceCollected = ExecutorCleaner.tell(owner, this::wakeAll);
            } catch (OutOfMemoryError e) { // what the JVM says when the system has no more threads
                throw new IllegalStateException("can't start the thread that waits for its end", e);
            }
        }
    }

    private RejectedExecutionException noThread(Throwable failure) {
        return new RejectedExecutionException("can't start a thread for " + this, failure);
    }

    /** Counts a worker that begins to work, or is going to; whoever calls one does this for it. */
    private void becomeBusy() {
        if (busy == 0) {
            try {
                KeepAlive.JVM.retain();
            } catch (OutOfMemoryError e) { // what the JVM says when the system has no more threads
                throw noThread(e);
            }
        }
        busy++;
    }

    private void becomeFree() {
        busy--;
        if (busy == 0) {
            KeepAlive.JVM.release();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only ever written with the mutex held
    private void countIdle(int more) {
        idle += more;
    }

    /** Takes the next task for a worker, or waits for one; null says that there is none to come. */
    @Nullable PoolTask<?> next(Worker worker) {
        var task = worker.idle ? null : worker.take(queue);
        return task == null ? awaitNext(worker) : task;
    }

    /** Whatever this throws, for lack of memory or of a thread, the worker may come again. */
    private @Nullable PoolTask<?> awaitNext(Worker worker) {
        mutex.lock();
        try {
            while (true) {
                var over = shutDown.isOpen() || executor.get() == null;
                if (worker.idle) {
                    wake(worker);
                }
                var task = worker.idle ? null : worker.take(queue);
                if (task != null || over) {
                    return task;
                }
                if (worker.idle) {
                    awaitCall();
                } else {
                    becomeIdle(worker);
                }
            }
        } finally {
            mutex.unlock();
        }
    }

    /** Lets the keep-alive thread go last: who adds a task after this look at the queue calls a worker, for which it is retained. */
    private void becomeIdle(Worker worker) {
        countIdle(1);
        if (queue.isEmpty()) {
            worker.idle = true;
            becomeFree();
        } else {
            countIdle(-1);
        }
    }

    /** Counts a worker as busy if it was called, which whoever called has done for it, or if there is a task. */
    private void wake(Worker worker) {
        if (called > 0) {
            called--;
            worker.idle = false;
        } else if (!queue.isEmpty()) {
            becomeBusy(); // first, since it may fail
            countIdle(-1);
            worker.idle = false;
        }
    }

    private void awaitCall() {
        try {
            work.awaitSignal(Timeout.FOREVER);
        } catch (InterruptedException e) {
            // meant for a task that has ended
        }
    }

    /** The last that a worker does. */
    void workerEnds(Worker worker) {
        mutex.lock();
        try {
            if (worker.idle) {
                countIdle(-1);
            } else {
                becomeFree();
            }
        } finally {
            mutex.unlock();
        }
    }

    void shutdown(boolean cancelFutures) {
        mutex.lock();
        try {
            end();
        } finally {
            mutex.unlock();
        }
        letGo();
        if (cancelFutures) {
            for (var task = queue.poll(); task != null; task = queue.poll()) {
                task.cancel();
            }
            abortHelpers(() -> new CancellationException("the task was cancelled: " + this));
        }
    }

    private void end() {
        shutDown.open();
        work.signalAll();
    }

    /** The submitters that wait for room, and what would hold the pool until its executor was collected. */
    private void letGo() {
        capacity.close();
        if (onceCollected != null) {
            onceCollected.clean();
        }
    }

    /** Has the workers that are idle look whether they are to end. */
    private void wakeAll() {
        mutex.lock();
        try {
            work.signalAll();
        } finally {
            mutex.unlock();
        }
    }

    /** If this throws, for lack of memory, it may be called again. */
    void breakDown(Throwable failure) {
        mutex.lock();
        try {
            initializerFailure = failure;
            end();
        } finally {
            mutex.unlock();
        }
        letGo();
        while (!queue.isEmpty()) {
            var why = broken(failure); // first, so that nothing can fail once nobody else has the task
            var task = queue.poll();
            if (task != null) { // else another worker took it
                task.state.fail(why);
            }
        }
        abortHelpers(() -> broken(failure));
    }

    /** Those that are queued will never run, and so not leave by themselves. */
    private void abortHelpers(Supplier<RuntimeException> why) {
        helpers.forEach(helper -> {
            helper.abort(why);
            helpers.remove(helper);
        });
    }

    boolean isShutDown() {
        return shutDown.isOpen();
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        if (!shutDown.await(nanos)) {
            return false;
        }
        for (var worker : workers()) {
            var left = Duration.ofNanos(Math.max(0, Timeout.left(deadline, nanos)));
            if (!worker.thread().join(left)) {
                return false;
            }
        }
        return true;
    }

    List<Worker> workers() {
        mutex.lock();
        try {
            return List.copyOf(workers);
        } finally {
            mutex.unlock();
        }
    }

    /** What reports call it. */
    String name() {
        return prefix;
    }

    boolean isBroken() {
        return initializerFailure != null;
    }

    /** How much is queued or at work for maps, for tests. */
    int helping() {
        return helpers.size();
    }

    int queued() {
        return queue.size();
    }

    /** How many workers wait to be called, for tests. */
    int idle() {
        return idle;
    }

    int maxWorkers() {
        return maxWorkers;
    }

    /** Racy reads on purpose: errors are described with the mutex held, and a dump must not wait for it. */
    @Override
    public String toString() {
        return "name=" + prefix + ", workers=" + workers.size() + "/" + maxWorkers + ", unfinished="
                + (queue.size() + busy)
                + (initializerFailure != null ? ", broken" : shutDown.isOpen() ? ", shut down" : "");
    }
}
