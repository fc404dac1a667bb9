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

/** A thread of a {@link Pool}, and its whole life. */
final class Worker {
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    // What others wait for, whatever happens. Made beforehand: there may be no memory.
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
     * Whether the submitting thread is a daemon for whose task it is started; a worker's initializer counts as that
     * task.
     */
    private final boolean startedByDaemon;

    /** Whether it counts as a daemon just now: as the task that it runs or has run. Used by the worker alone. */
    private boolean countsAsDaemon = true;

    /**
     * The tasks of no daemon that it has run and not counted out: it does that at once for all of them when there is no
     * next one, or one of a daemon. Until then the next one keeps the program alive anyway, and most tasks cost one
     * step less.
     */
    private int notCountedOut;

    /** Created beforehand; an excepthook that does not return must not keep the program alive. */
    private final Runnable countOut = this::countOut;

    /** Whether it has got as far as to its initializer and its tasks. Used by the worker alone. */
    private boolean lives;

    /** What it runs, for those who look; written by the worker alone. */
    private volatile @Nullable PoolTask<?> task; // by setRelease, since a full fence for each task would be felt

    /** The tasks that wait for a task to run inside them, for those who look; written by the worker alone. */
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
     * Whether it may have taken a task from the queue that it does not show yet. Written before it takes one, so that
     * who finds the queue without that task sees this.
     */
    private volatile boolean taking; // as task

    /** What it waits for without a limit of time, if that may take tasks of its pool; guarded by the pool's mutex. */
    @Nullable InnerWait awaited;

    Worker(Pool pool, int number, PoolConfig config, boolean startedByDaemon) {
        this.pool = pool;
        this.number = number;
        this.initializer = config.initializer();
        this.startedByDaemon = startedByDaemon;
        // Without +, whose first use takes a program ten milliseconds.
        var name = config.prefix().concat("_").concat(Integer.toString(number));
        var builder = NamedThread.builder().name(name).daemon(true);
        ContextFreeTarget target = this::work; // so that nothing can fail before it begins
        this.thread = (config.virtual() ? builder.virtual() : builder).unstarted(target);
    }

    int number() {
        return number;
    }

    /** Whether the program waits for its initializer. */
    boolean isAwaited() {
        return initializer != null && !startedByDaemon;
    }

    NamedThread thread() {
        return thread;
    }

    @Nullable PoolTask<?> task() {
        return task;
    }

    /** Takes the next task of its pool's queue, and shows it; null if there is none. */
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
     * What it runs once the pool is shut down and its queue is empty, the innermost first: waits out the few
     * instructions in which a task is in neither.
     */
    List<PoolTask<?>> tasksOnceTaken() {
        while (true) {
            var around = outers;
            while (taking) {
                Thread.yield();
            }
            var innermost = task;
            if (around == outers && innermost == task) { // else one has begun or ended meanwhile
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
            if (outer.task != null && outer.task != innermost) { // it is both at the moment when the inner one ends
                all.add(outer.task);
            }
        }
        return all;
    }

    /** The worker that the calling thread is, or null. */
    static @Nullable Worker current() {
        return CURRENT.get();
    }

    Pool pool() {
        return pool;
    }

    /** Runs a task that the one at work has submitted, inside that one. */
    void runInside(PoolTask<?> inner) {
        var outer = new Outer(task, outers);
        outers = outer;
        task = inner;
        try {
            inner.run();
        } finally {
            task = outer.task;
            outers = outer.next;
        }
    }

    /**
     * Whether the worker is parked until what it waits for is done, and nothing has happened that wakes it up. Asked
     * with the pool's mutex held. The order matters: a thread that an interrupt wakes runs before it clears the flag,
     * and once it is parked again, that is somewhere else; a condition shows its blocker for longer than its flag.
     */
    boolean isParked() {
        var mine = awaited;
        var waiting = thread.toJavaThread();
        if (mine == null || waiting.isInterrupted() || waiting.getState() == Thread.State.RUNNABLE) {
            return false;
        }
        var point = Blocker.of(waiting);
        return point != null && point.awaited() == mine.awaited() && mine.isUpTo(pool);
    }

    /**
     * The whole life of its thread. Whatever fails before the first task must not keep it from that: others wait for
     * it.
     */
    private void work() {
        try {
            BEGIN.untilDone(this);
            liveInContext();
            if (!lives) {
                live(); // without a context, which is as good as an empty one
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
            countOut(); // where the next task is a daemon's, it does not keep the program alive
            ThreadingAccess.get().countAsDaemon(daemon);
            countsAsDaemon = daemon;
        }
    }

    /** In an empty context, not in that of whichever thread happens to need the worker first. */
    private void liveInContext() {
        try {
            new Context().run(this::live);
        } catch (Throwable e) { // there is no memory for it, or an MDC that is carried has failed
            ThreadingAccess.get().report(e);
        }
    }

    private void live() {
        lives = true;
        if (initialized()) {
            RUN_TASKS.untilDone(this);
            FutureUnretrieved.reportCollected(); // what was dropped with its executor is not reported by a later task
        }
    }

    private void runTasks() {
        for (var working = true; working; ) {
            working = runNext();
        }
    }

    /** Runs a task; returns false if there will be none. */
    private boolean runNext() {
        var next = pool.workers.next(this);
        if (next == null) {
            return false;
        }
        try {
            countAs(next.isDaemon());
        } finally { // nothing may keep it from a task that nobody else has
            run(next);
        }
        FutureUnretrieved.reportCollected(countOut); // here, where the thread is in no task and holds no lock
        Thread.interrupted(); // what the excepthook left is nothing to the next task
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
            Thread.interrupted(); // what one task left is nothing to the next
        }
    }

    /** Counts out what it has run. */
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
