package io.github.threading4j.futures;

import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.ContextFreeTarget;
import io.github.threading4j.internal.Retry;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread of a {@link Pool}, from start to end. */
final class Worker {
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    // Steps that must succeed, because other threads depend on them. They are created in advance: when they are needed,
    // memory may have run out.
    private static final Retry<Worker> BEGIN = new Retry<>(Worker::begin);
    private static final Retry<Worker> RUN_TASKS = new Retry<>(Worker::runTasks);
    private static final Retry<Pool> BREAK_DOWN = new Retry<>(Pool::breakDown);

    private static final VarHandle TASK = VarHandles.field(MethodHandles.lookup(), "task", PoolTask.class);
    private static final VarHandle TAKING = VarHandles.field(MethodHandles.lookup(), "taking", boolean.class);

    private final Pool pool;
    private final int number;
    private final @Nullable ThrowingRunnable<?> initializer;
    private final NamedThread thread;

    /**
     * Whether the worker was started for a task submitted by a daemon. If so, the program does not wait for the
     * worker's initializer, either.
     */
    private final boolean startedByDaemon;

    /**
     * Whether the worker counts as a daemon: the daemon flag of the task that it runs or ran last. Used only by the
     * worker.
     */
    private boolean countsAsDaemon = true;

    /**
     * The number of non-daemon tasks that the worker has run and not yet subtracted from the pool's count. When there
     * is no next task, or a daemon submitted the next task, the worker subtracts all of them together. Until then, the
     * next task keeps the program alive anyway. Subtracting them together saves an atomic operation for most tasks.
     */
    private int notCountedOut;

    /**
     * The action to run before an excepthook is called: a hook that does not return must not keep the program alive.
     */
    private final Runnable countOut = this::countOut;

    /** Whether the worker has begun to run its initializer and its tasks. Used only by the worker. */
    private boolean lives;

    /** The task that the worker runs, for other threads to read; written only by the worker. */
    private volatile @Nullable PoolTask<?> task; // written by setRelease: a full fence per task has a measurable cost

    /** The tasks inside which another task runs, for other threads to read; written only by the worker. */
    private volatile @Nullable Outer outers;

    private static final class Outer {
        final @Nullable PoolTask<?> task;
        final @Nullable Outer next;

        Outer(@Nullable PoolTask<?> task, @Nullable Outer next) {
            this.task = task;
            this.next = next;
        }
    }

    /**
     * Whether the worker may have taken a task from the queue that {@link #task} does not show yet. Set before the
     * worker takes the task, so that a thread that no longer finds the task in the queue sees this flag.
     */
    private volatile boolean taking; // written by setRelease, like task

    /** The worker's wait without a timeout, if it may depend on tasks of the pool; guarded by the pool's mutex. */
    @Nullable PoolWait awaited;

    Worker(Pool pool, int number, PoolConfig config, boolean startedByDaemon) {
        this.pool = pool;
        this.number = number;
        this.initializer = config.initializer();
        this.startedByDaemon = startedByDaemon;
        var name = config.prefix() + "_" + number;
        var builder = NamedThread.builder().name(name).daemon(true);
        ContextFreeTarget target = this::work; // context-free, so that nothing can fail before work() runs
        this.thread = (config.virtual() ? builder.virtual() : builder).unstarted(target);
    }

    int number() {
        return number;
    }

    /** Returns whether the program waits for the initializer of this worker. */
    boolean isAwaited() {
        return initializer != null && !startedByDaemon;
    }

    NamedThread thread() {
        return thread;
    }

    @Nullable PoolTask<?> task() {
        return task;
    }

    /** Takes the next task from the pool's queue and shows it in {@link #task}; returns null if there is none. */
    @Nullable PoolTask<?> take(PoolQueue queue) {
        TAKING.setRelease(this, true);
        try {
            var next = queue.poll();
            TASK.setRelease(this, next);
            return next;
        } finally {
            TAKING.setRelease(this, false);
        }
    }

    /**
     * Returns the tasks that the worker runs, innermost first. Must be called only when the pool is shut down and its
     * queue is empty. Waits while a task is neither in the queue nor shown by {@link #task}, which lasts only a few
     * instructions.
     */
    List<PoolTask<?>> tasksOnceTaken() {
        while (true) {
            var around = outers;
            while (taking) {
                Thread.yield();
            }
            var innermost = task;
            if (around == outers && innermost == task) { // otherwise, a task has started or ended meanwhile
                return list(innermost, around);
            }
        }
    }

    private static List<PoolTask<?>> list(@Nullable PoolTask<?> innermost, @Nullable Outer around) {
        var all = new ArrayList<PoolTask<?>>();
        if (innermost != null) {
            all.add(innermost);
        }
        for (var outer = around; outer != null; outer = outer.next) {
            if (outer.task != null && outer.task != innermost) { // both are the same while an inner task ends
                all.add(outer.task);
            }
        }
        return all;
    }

    /** Returns the worker of the calling thread, or null. */
    static @Nullable Worker current() {
        return CURRENT.get();
    }

    Pool pool() {
        return pool;
    }

    /** Runs a task submitted by the current task, inside that task. */
    void runInside(PoolTask<?> inner) {
        var outer = new Outer(task, outers);
        outers = outer;
        task = inner;
        try {
            inner.runInSubmitter();
        } finally {
            task = outer.task;
            outers = outer.next;
        }
    }

    /**
     * Returns whether the worker is parked in the wait that it has announced, and no interrupt has woken it. Called
     * with the pool's mutex held. The order of the checks matters: a thread woken by an interrupt is runnable before it
     * clears its interrupt status, and does not park again in the same wait. The blocker is checked last, since a
     * condition clears the interrupt status before it stops showing the blocker.
     */
    boolean isParked() {
        var mine = awaited;
        var waiting = thread.toJavaThread();
        if (mine == null || waiting.isInterrupted() || waiting.getState() == Thread.State.RUNNABLE) {
            return false;
        }
        var point = Blocker.of(waiting);
        return point != null && point.awaited() == mine;
    }

    /**
     * The body of the worker's thread. A failure before the first task must not prevent that task from running: other
     * threads may wait for it.
     */
    private void work() {
        try {
            BEGIN.untilDone(this);
            liveInContext();
            if (!lives) {
                live(); // without a context, which is equivalent to an empty one
            }
        } finally {
            pool.workers.workerEnds();
        }
    }

    private void begin() {
        CURRENT.set(this);
        countAs(startedByDaemon);
    }

    private void countAs(boolean daemon) {
        if (daemon != countsAsDaemon) {
            countOut(); // first: the next task, if a daemon submitted it, does not keep the program alive
            ThreadingAccess.get().countAsDaemon(daemon);
            countsAsDaemon = daemon;
        }
    }

    /** Runs the worker in an empty context, not in the context of the thread whose task started the worker. */
    private void liveInContext() {
        try {
            new Context().run(this::live);
        } catch (Throwable e) { // not enough memory for the context, or the MDC could not be propagated
            ThreadingAccess.get().report(e);
        }
    }

    private void live() {
        lives = true;
        if (initialized()) {
            RUN_TASKS.untilDone(this);
            FutureUnretrieved.reportCollected(); // usually called after a task, but this worker runs no more tasks
        }
    }

    private void runTasks() {
        for (var working = true; working; ) {
            working = runNext();
        }
    }

    /** Runs the next task; returns false if there will be none. */
    private boolean runNext() {
        var next = pool.workers.next(this);
        if (next == null) {
            return false;
        }
        try {
            countAs(next.isDaemon());
        } finally { // the task must run in any case: no other worker has it
            run(next);
        }
        FutureUnretrieved.reportCollected(countOut); // safe here: the thread runs no task and holds no lock
        Thread.interrupted(); // an interrupt left by the excepthook must not reach the next task
        return true;
    }

    private void run(PoolTask<?> next) {
        var counts = true;
        try {
            counts = next.run();
        } finally {
            if (counts && !next.isDaemon()) {
                notCountedOut++;
            }
            TASK.setRelease(this, null);
            Thread.interrupted(); // an interrupt left by one task must not reach the next
        }
    }

    /** Subtracts the tasks that the worker has run from the pool's count of unfinished tasks. */
    void countOut() {
        var tasks = notCountedOut;
        notCountedOut = 0;
        pool.nonDaemonTasks.end(tasks);
    }

    private boolean initialized() {
        if (initializer == null) {
            return true;
        }
        try {
            initializer.run();
            return true;
        } catch (Throwable e) {
            pool.initializerFails(e);
            BREAK_DOWN.untilDone(pool);
            ThreadingAccess.get().report(e);
            return false;
        } finally {
            pool.countOut(startedByDaemon);
        }
    }
}
