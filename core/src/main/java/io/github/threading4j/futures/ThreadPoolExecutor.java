package io.github.threading4j.futures;

import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Checks;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An executor that runs tasks in a pool of threads: Python's {@code concurrent.futures.ThreadPoolExecutor}.
 *
 * <p>Tasks wait in a FIFO queue, which is unbounded unless the builder sets a bound. A thread is started for a task
 * when all others are busy, up to the maximum, and stays until the executor is shut down. If an executor becomes
 * unreachable without a shutdown, queued tasks still run, and its threads end once it has been garbage-collected.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(2)) {
 *     var length = executor.submit(() -> "hello".length());
 *     System.out.println(length.result());
 * }
 * }</pre>
 *
 * <p>A program ends when all tasks submitted by non-daemon threads have run, whether or not {@code shutdown} was
 * called; an idle pool does not prevent that. {@link System#exit} and signals end it immediately, as in Java. A task
 * counts as a daemon's task if the thread that submits it is a daemon. A {@link NamedThread} is a daemon according to
 * its flag, a foreign thread according to {@link Thread#isDaemon()}, and a worker according to the task that it runs. A
 * task passes this property on to its done-callbacks, to the threads that it constructs, and to the initializer of a
 * thread that is started for it. The program does not wait for the tasks of daemons, and abandons them like daemon
 * threads.
 *
 * <p>{@code map} without a chunksize avoids the cost of a task per item for tiny items: workers claim several items at
 * a time as long as each item takes very little time. Each result is available as soon as it is computed, and no item
 * waits for a slow one while a worker is idle. Tasks submitted later run after all items. If items wait for each other,
 * specify {@code chunksize(1)}, which starts them strictly in order. If the queue is bounded, each item is a task.
 *
 * <p>If every worker waits, without a timeout, for tasks of the same pool, no worker is left to run or complete a task.
 * The last worker to wait then gets an {@link IllegalStateException} that names its task and what that task waits for.
 * This applies to {@code result()}, {@code exception()} and {@code get()}; to {@code await} and {@code asCompleted} of
 * {@link Futures}, unless futures from elsewhere might end the wait; and to the results of a {@code map}, whose
 * remaining items are then cancelled. A task that waits for its own future also gets this exception. The deadlock is
 * not detected if any worker waits for something else, with a timeout, or for a task of another pool.
 *
 * <p>{@code submit} waits only while a bounded queue is full; {@link WhenFull} determines how long. Otherwise, the
 * rules of {@link Executor} determine when methods block and which threads may call them.
 *
 * <p><b>Differences from Python.</b> {@code toString} does not count the items of a {@code map} as separate tasks. A
 * task is rejected if no thread can be started to run it. An exception thrown by an initializer goes to the excepthook.
 * The queue may be bounded. Tasks of one pool that wait for each other get an exception instead of a deadlock. Tasks
 * submitted by a daemon do not keep the program from ending. If the future of a queued task is completed with
 * {@code setResult} or {@code setException}, the task does not run, and this is reported to the excepthook; in Python,
 * this terminates the worker, and later tasks in the queue may wait forever. An idle worker is a daemon for the JVM. In
 * a shutdown hook, tasks are still accepted, whereas Python rejects them; but the program does not wait for them.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.ThreadPoolExecutor} starts threads
 * while others are idle, keeps the JVM alive until it is shut down, and hides the exceptions of submitted tasks.
 *
 * <p>Memory consistency effects: those of {@link Executor}; actions of the initializer happen-before the thread's
 * tasks.
 *
 * @since 0.1.0
 */
public final class ThreadPoolExecutor extends AbstractExecutor {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Pool pool;
    private final boolean propagatesContext;

    /** Creates an executor with at most {@code min(32, processors + 4)} threads. */
    public ThreadPoolExecutor() {
        this(builder());
    }

    /**
     * Creates an executor.
     *
     * @param maxWorkers the maximum number of threads, at least 1
     * @throws IllegalArgumentException if {@code maxWorkers} is less than 1
     */
    public ThreadPoolExecutor(int maxWorkers) {
        this(builder().maxWorkers(maxWorkers));
    }

    ThreadPoolExecutor(ThreadPoolExecutorBuilder builder) {
        this.pool = new Pool(this, builder.config(ThreadPoolExecutor::nextName));
        this.propagatesContext = builder.propagatesContext;
    }

    private static String nextName() {
        return "ThreadPoolExecutor-" + NUMBERS.getAndIncrement();
    }

    /**
     * Returns a builder with default settings.
     *
     * @return a new builder
     */
    public static ThreadPoolExecutorBuilder builder() {
        return new ThreadPoolExecutorBuilder();
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        Checks.notNull(task, "task");
        return submitWithin(propagatesContext ? Context.wrap(task) : task, null);
    }

    /** Submits a task without propagating the context; a limit may end the wait for capacity early. */
    <T extends @Nullable Object> Future<T> submitWithin(Callable<T> task, @Nullable MapLimit limit) {
        var future = new PoolTask<>(task, pool);
        try {
            if (!pool.addWithin(future, limit)) {
                callerRuns(future);
            }
        } finally {
            // Otherwise, this executor might be garbage-collected during the call, which would shut down its pool.
            Reference.reachabilityFence(this);
        }
        return future;
    }

    private void callerRuns(PoolTask<?> task) {
        var worker = Worker.current();
        NestedRuns.run(worker != null && worker.pool() == pool ? () -> worker.runInside(task) : task::runInSubmitter);
    }

    @Override
    <A extends @Nullable Object, R extends @Nullable Object> Results<R> mapAll(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        try {
            return options.free() && !pool.isBounded()
                    ? MapPerWorker.results(pool, propagatesContext ? inThisContext(function) : function, items, options)
                    : super.mapAll(function, items, options);
        } finally {
            Reference.reachabilityFence(this); // for the same reason as in submitWithin
        }
    }

    @Override
    MapSubmitter mapSubmitter() {
        return new PoolMapSubmitter(this, propagatesContext ? Context.copyContext() : null);
    }

    private static <A extends @Nullable Object, R extends @Nullable Object> ThrowingFunction<A, R> inThisContext(
            ThrowingFunction<? super A, ? extends R> function) {
        var snapshot = Context.copyContext();
        return item -> snapshot.copy().<R, Exception>run(() -> function.apply(item));
    }

    @Override
    void end(boolean cancelFutures) {
        pool.shutdown(cancelFutures);
    }

    @Override
    TaskOwner owner() {
        return pool;
    }

    @Override
    void checkNotWorker() {
        for (var worker : pool.workers.all()) {
            if (worker.thread().toJavaThread() == Thread.currentThread()) {
                throw new IllegalStateException(
                        "cannot join current thread: " + worker.thread() + " is a worker of " + this);
            }
        }
    }

    @Override
    boolean hasEnded() {
        return pool.isShutdown() && threads().stream().noneMatch(NamedThread::isAlive);
    }

    @Override
    boolean awaitEnd(long nanos) throws InterruptedException {
        return pool.workers.awaitEnd(nanos);
    }

    @Override
    void interruptTasks() {
        pool.interruptsTasks();
        threads().forEach(NamedThread::interrupt);
    }

    @Override
    List<StuckTask> runningTasks() {
        var running = new ArrayList<StuckTask>();
        for (var worker : pool.workers.all()) {
            for (var task : worker.tasksOnceTaken()) {
                if (!task.hasEnded()) {
                    running.add(StuckTask.of(task, worker.thread().toJavaThread()));
                }
            }
        }
        return running;
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    /** {@return the maximum number of threads} */
    public int getMaxWorkers() {
        return pool.maxWorkers();
    }

    /**
     * Returns the number of tasks that wait for a thread: a snapshot, for monitoring. It may include cancelled tasks.
     * This method takes time linear in the number of tasks, so don't call it for each task. It does not wait.
     *
     * @return the number of tasks
     */
    public int qsize() {
        return pool.queued();
    }

    /**
     * Returns the current threads: a snapshot, for monitoring.
     *
     * @return an unmodifiable list
     */
    public List<NamedThread> threads() {
        return pool.workers.all().stream().map(Worker::thread).toList();
    }

    /** {@return whether an initializer failed, so that the executor is unusable} */
    public boolean isBroken() {
        return pool.isBroken();
    }

    Pool pool() {
        return pool;
    }

    @Override
    public String toString() {
        return "ThreadPoolExecutor[" + pool + "]";
    }
}
