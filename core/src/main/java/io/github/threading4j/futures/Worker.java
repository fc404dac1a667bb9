package io.github.threading4j.futures;

import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.ThreadingAccess;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of a {@link Pool}, and its whole life. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(ThreadPoolExecutor.class);

    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    /** For the memory to come back. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final VarHandle TASK;
    private static final VarHandle TAKING;

    static {
        var lookup = MethodHandles.lookup();
        try {
            TASK = lookup.findVarHandle(Worker.class, "task", PoolTask.class);
            TAKING = lookup.findVarHandle(Worker.class, "taking", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Pool pool;
    private final @Nullable ThrowingRunnable<?> initializer;
    private final NamedThread thread;

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
     * Whether it may have taken a task from the queue that it does not show yet. Written before it takes one, so that who finds
     * the queue without that task sees this.
     */
    private volatile boolean taking; // as task

    /** Whether the pool counts it as idle; guarded by the pool's mutex, but for the worker's own look. */
    boolean idle;

    /** What it waits for without a limit of time, if that may take tasks of its pool; guarded by the pool's mutex. */
    @Nullable InnerWait awaited;

    Worker(Pool pool, String name, boolean virtual, @Nullable ThrowingRunnable<?> initializer) {
        this.pool = pool;
        this.initializer = initializer;
        var builder = NamedThread.builder()
                .name(name)
                .daemon(true)
                .context(new Context()); // not that of whoever happens to need the first thread
        this.thread = (virtual ? builder.virtual() : builder).unstarted(this::work);
    }

    NamedThread thread() {
        return thread;
    }

    @Nullable PoolTask<?> task() {
        return task;
    }

    /** Takes the next task of its pool's queue, and shows it; null if there is none. */
    @Nullable PoolTask<?> take(Queue<PoolTask<?>> queue) {
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
     * What it runs once the pool is shut down and its queue is empty, the innermost first: waits out the few instructions in
     * which a task is in neither.
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
     * Whether the worker is parked until what it waits for is done, and nothing has happened that wakes it up. Asked with the
     * pool's mutex held. The order matters: a thread that an interrupt wakes runs before it clears the flag, and once it is
     * parked again, that is somewhere else; a condition shows its blocker for longer than its flag.
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

    private void work() {
        try {
            begin();
            if (initialized()) {
                tell("worker begins: {}");
                runTasks();
                FutureUnretrieved
                        .reportCollected(); // what was dropped with its executor is not reported by a later task
                tell("worker ends: {}");
            }
        } finally {
            pool.workerEnds(this);
        }
    }

    private void begin() {
        for (var begun = false; !begun; ) {
            try {
                CURRENT.set(this);
                ThreadingAccess.get().countAsDaemon(false);
                begun = true;
            } catch (Throwable e) {
                reportAndPause(e);
            }
        }
    }

    /** A logger that fails must not end the worker: there may be no other one for its tasks. */
    private void tell(String what) {
        try {
            log.debug(what, pool);
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
        }
    }

    private void runTasks() {
        for (var working = true; working; ) {
            try {
                working = runNext();
            } catch (Throwable e) {
                reportAndPause(e);
            }
        }
    }

    /** For what is no task's: there was no memory to go on. The worker tries again, since those that are queued wait for it. */
    private static void reportAndPause(Throwable e) {
        try {
            ThreadingAccess.get().report(e);
            LockSupport.parkNanos(PAUSE_NANOS);
        } catch (Throwable again) {
            Thread.yield(); // a virtual thread needs memory to wait
        }
    }

    /** Runs a task; returns false if there will be none. */
    private boolean runNext() {
        var next = pool.next(this);
        if (next == null) {
            return false;
        }
        next.run();
        TASK.setRelease(this, null);
        Thread.interrupted(); // what one task left is nothing to the next
        FutureUnretrieved.reportCollected(); // here, where the thread is in no task and holds no lock
        Thread.interrupted(); // nor is what the excepthook left
        return true;
    }

    private boolean initialized() {
        if (initializer == null) {
            return true;
        }
        try {
            initializer.run();
            return true;
        } catch (Throwable e) {
            breakPool(e);
            ThreadingAccess.get().report(e);
            return false;
        }
    }

    private void breakPool(Throwable failure) {
        for (var broken = false; !broken; ) {
            try {
                pool.breakDown(failure);
                broken = true;
            } catch (Throwable e) {
                reportAndPause(e);
            }
        }
    }
}
