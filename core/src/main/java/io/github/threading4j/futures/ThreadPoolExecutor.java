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
 * An executor with threads of its own: Python's {@code concurrent.futures.ThreadPoolExecutor}.
 *
 * <p>Tasks wait in a queue, without a bound unless the builder sets one, first come, first served. A thread is started
 * for a task when all others are busy, up to the maximum; once there, it stays until the executor is shut down. If an
 * executor was dropped without a shutdown, what is queued still runs, and its threads end once it was collected.
 *
 * <p>A program ends when all tasks have run that threads submitted which are no daemons, whether or not {@code
 * shutdown} was called; an idle pool does not keep it from that. {@link System#exit} and signals end it at once, as in
 * Java. A task counts as a daemon's if the thread that submits it is one: a {@link NamedThread} as its flag says, a
 * foreign thread as {@link Thread#isDaemon()} says, a worker as the task that it runs counts. So do the task's
 * done-callbacks, the threads that it constructs, and an initializer of a thread that is started for it. The program
 * does not wait for the tasks of daemons, and abandons them as it does the daemons.
 *
 * <p>{@code map} without a chunksize saves tiny items the time of a task for each: its workers take several at a time,
 * as long as those before took next to no time. A result can be had as soon as it is there, and no item waits for a
 * slow one while a worker is idle. What is submitted later comes after all items. Only where items wait for each other,
 * name {@code chunksize(1)}, which starts them strictly in their order; where the queue has a bound, they are tasks
 * each.
 *
 * <p>When every thread waits for tasks of this very pool without a limit of time, and so none is left to run or end
 * one, the last one to wait gets an {@link IllegalStateException} that names its task and what that waits for: in
 * {@code result()}, {@code exception()} and {@code get()}, in {@link Futures}' {@code await} and {@code asCompleted}
 * unless futures of others might do, and for the results of a {@code map}, the rest of which is cancelled then. So does
 * a task that waits for its own future. Nobody is told if one thread waits for anything else, with a limit of time, or
 * for another pool's task.
 *
 * <p>{@code submit} does not wait, unless a queue with a bound is full; {@link WhenFull} says for how long. What else
 * waits, and who may call what, is as in every {@link Executor}.
 *
 * <pre>{@code
 * try (var executor = new ThreadPoolExecutor(2)) {
 *     var length = executor.submit(() -> "hello".length());
 *     System.out.println(length.result());
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> The items of a {@code map} are no tasks of their own, as {@code toString} counts
 * them. A task that can't be run, since no thread can be started, is refused. What an initializer throws goes to the
 * excepthook. The queue may have a bound. Tasks of one pool that wait for each other get an error instead of a
 * deadlock. A daemon that submits does not keep the program from ending. A queued task that somebody ends with {@code
 * setResult} or {@code setException} does not run, which is told to the excepthook; in Python it ends the worker, and
 * those behind it may wait for ever. A worker that is idle is a daemon for the JVM. While the program ends, in a
 * shutdown hook, tasks are still taken, where Python refuses them; but nobody waits for them.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.ThreadPoolExecutor} starts threads
 * while idle ones are there, keeps the JVM alive until it is shut down, and hides what a submitted task threw.
 *
 * <p>Memory consistency effects: those of {@link Executor}; what the initializer did happens-before the thread's tasks.
 *
 * @since 0.1.0
 */
public final class ThreadPoolExecutor extends AbstractExecutor {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Pool pool;
    private final boolean propagatesContext;

    /** Makes an executor with at most {@code min(32, processors + 4)} threads. */
    public ThreadPoolExecutor() {
        this(builder());
    }

    /**
     * Makes an executor.
     *
     * @param maxWorkers how many threads it has at most, at least 1
     * @throws IllegalArgumentException if {@code maxWorkers} is less than 1
     */
    public ThreadPoolExecutor(int maxWorkers) {
        this(builder().maxWorkers(maxWorkers));
    }

    ThreadPoolExecutor(ThreadPoolExecutorBuilder builder) {
        this.pool = new Pool(this, builder.config(ThreadPoolExecutor::nextName));
        this.propagatesContext = builder.propagatesContext;
    }

    /** Without {@code +}, whose first use takes a program ten milliseconds. */
    private static String nextName() {
        return "ThreadPoolExecutor-".concat(Long.toString(NUMBERS.getAndIncrement()));
    }

    /**
     * Starts with everything at its default; the builder says the rest.
     *
     * @return a new builder
     */
    public static ThreadPoolExecutorBuilder builder() {
        return new ThreadPoolExecutorBuilder();
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        Checks.notNull(task, "task");
        var future = new PoolTask<>(propagatesContext ? Context.wrap(task) : task, pool);
        try {
            if (!pool.add(future)) {
                callerRuns(future);
            }
        } finally {
            // Else the pool might think that nobody has it any more, and end.
            Reference.reachabilityFence(this);
        }
        return future;
    }

    private void callerRuns(PoolTask<?> task) {
        var worker = Worker.current();
        NestedRuns.run(worker != null && worker.pool() == pool ? () -> worker.runInside(task) : task::run);
    }

    @Override
    <A extends @Nullable Object, R extends @Nullable Object> Results<R> mapAll(
            ThrowingFunction<? super A, ? extends R> function, Iterable<? extends A> items, MapOptions options) {
        try {
            return options.free() && !pool.isBounded()
                    ? MapPerWorker.results(pool, propagatesContext ? inThisContext(function) : function, items, options)
                    : super.mapAll(function, items, options);
        } finally {
            Reference.reachabilityFence(this); // as in submit
        }
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

    /**
     * How many threads it has at most.
     *
     * @return the maximum
     */
    public int getMaxWorkers() {
        return pool.maxWorkers();
    }

    /**
     * How many tasks wait for a thread: a snapshot, for monitoring. It may include tasks that were cancelled. It counts
     * them one by one, so ask now and then, not for each task. Does not wait.
     *
     * @return the number of tasks
     */
    public int qsize() {
        return pool.queued();
    }

    /**
     * The threads it has now: a snapshot, for monitoring.
     *
     * @return an unmodifiable list
     */
    public List<NamedThread> threads() {
        return pool.workers.all().stream().map(Worker::thread).toList();
    }

    /** {@return whether an initializer failed, so that the executor is of no use any more} */
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
