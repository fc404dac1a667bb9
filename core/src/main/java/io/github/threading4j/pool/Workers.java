package io.github.threading4j.pool;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mechanics of a {@link ThreadPool}: its queue, its threads, and the results that are still to come. */
final class Workers {
    private static final Logger log = LoggerFactory.getLogger(ThreadPool.class);

    /** For the memory to come back. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String name;
    private final boolean virtual;
    private final @Nullable ThrowingRunnable<?> initializer;

    /** Its shutdown is the end of the pool: at once by terminate(), else when {@link #sources} is 0. */
    private final Queue<Runnable> tasks = new Queue<>();

    /** What to call when tasks have ended, one after the other; shut down by the last worker. */
    private final Queue<Runnable> callbacks = new Queue<>();

    /** The ways into the two queues: each brings the context of who hands something over, if the pool propagates it. */
    private final Executor intoTasks;

    private final Executor intoCallbacks;

    /** An entry is there before its task is queued, so that terminate() finds it or the queue refuses the task. */
    private final Set<Pending> unfinished = ConcurrentHashMap.newKeySet();

    /** Who may still queue tasks: the users, until noMoreTasks(), and each iterable that imap has not finished. */
    private final AtomicInteger sources = new AtomicInteger(1);

    /** RUNNING -> CLOSED by noMoreTasks(), RUNNING or CLOSED -> TERMINATED by terminate(). */
    private enum State {
        RUNNING,
        CLOSED,
        TERMINATED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    private final List<NamedThread> workers;
    private final AtomicInteger working;

    /** Held to start the thread for callbacks, so that nobody meets one that is not started. */
    private final Lock callerStart = new Lock();

    /** Started when somebody first wants a callback; null before. */
    private volatile @Nullable NamedThread caller;

    Workers(
            String name,
            int processes,
            boolean virtual,
            boolean propagatesContext,
            @Nullable ThrowingRunnable<?> initializer) {
        this.name = name;
        this.virtual = virtual;
        this.initializer = initializer;
        this.intoTasks = into(tasks, propagatesContext);
        this.intoCallbacks = into(callbacks, propagatesContext);
        this.working = new AtomicInteger(processes);
        var made = new ArrayList<NamedThread>();
        for (int i = 0; i < processes; i++) {
            made.add(thread("_" + i, this::workToEnd));
        }
        this.workers = List.copyOf(made);
    }

    private static Executor into(Queue<Runnable> queue, boolean withContext) {
        Executor direct = queue::putNowait;
        return withContext ? Context.wrap(direct) : direct;
    }

    private NamedThread thread(String suffix, Runnable life) {
        var builder = NamedThread.builder().name(name + suffix).daemon(true).context(new Context());
        if (virtual) {
            builder.virtual();
        }
        return builder.unstarted(life::run);
    }

    void start() {
        for (var worker : workers) {
            try {
                worker.start();
            } catch (Throwable e) {
                terminate(new IllegalStateException("can't start a thread for " + this, e));
                throw e;
            }
        }
    }

    private void workToEnd() {
        try {
            if (initialized()) {
                runAll(tasks);
            }
        } finally {
            if (working.decrementAndGet() == 0) {
                callbacks.shutdown(); // what is in it is still called
            }
        }
    }

    private boolean initialized() {
        if (initializer == null) {
            return true;
        }
        try {
            initializer.run();
            return true;
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
            terminate(new IllegalStateException("a worker's initializer failed: " + Labels.describe(e), e));
            return false;
        }
    }

    private static void runAll(Queue<Runnable> queue) {
        while (true) {
            try {
                queue.get().run();
                Thread.interrupted(); // what one task left is nothing to the next
            } catch (InterruptedException e) {
                // meant for a task that has ended
            } catch (QueueShutDownException e) {
                return;
            } catch (
                    Throwable
                            e) { // no task's: there was no memory for the next one. Those that are queued wait for it.
                ThreadingAccess.get().report(e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Queues the tasks of a result, none of which throws, all or none; they are run in their order. */
    void submit(Pending result, Iterable<? extends Runnable> itsTasks) {
        sourceBegins(); // noMoreTasks() does not come between two of them
        unfinished.add(result);
        try {
            itsTasks.forEach(intoTasks::execute);
        } catch (QueueShutDownException e) {
            if (result.fail(notRunning())) {
                throw notRunning();
            }
            // the pool was terminated in the middle of it, and the result has been told
        } finally {
            sourceEnds();
        }
    }

    void checkRunning() {
        if (state.get() != State.RUNNING) {
            throw notRunning();
        }
    }

    private RejectedExecutionException notRunning() {
        return new RejectedExecutionException("Pool not running: " + this);
    }

    /** Has a task queue others from now on, also after noMoreTasks(); sourceEnds() must follow. */
    void sourceBegins() {
        checkRunning();
        if (sources.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw notRunning();
        }
    }

    void sourceEnds() {
        if (sources.decrementAndGet() == 0) {
            tasks.shutdown();
        }
    }

    /** Queues a further task of a source; does nothing if the pool was terminated. */
    void submitFurther(Runnable task) {
        try {
            intoTasks.execute(task);
        } catch (QueueShutDownException e) {
            // its result has been told
        }
    }

    /** Has the thread for callbacks there before somebody needs it: tasks can't do anything about it if it can't start. */
    void prepareCallbacks() {
        if (caller == null) {
            callerStart.with(this::startCaller);
        }
    }

    private void startCaller() {
        if (caller == null) {
            var calling = thread("_callbacks", () -> runAll(callbacks));
            calling.start();
            caller = calling;
        }
    }

    /** Calls something in the thread for callbacks. */
    void callLater(Runnable callback) {
        intoCallbacks.execute(callback);
    }

    void forget(Pending result) {
        unfinished.remove(result);
    }

    void noMoreTasks() {
        if (state.compareAndSet(State.RUNNING, State.CLOSED)) {
            sourceEnds();
        }
    }

    /** Drops what is queued, and ends all results that are still to come; returns how many there were. */
    int terminate() {
        state.set(State.TERMINATED);
        return terminate(new CancellationException("the pool was terminated: " + this));
    }

    private int terminate(RuntimeException failure) {
        state.set(State.TERMINATED);
        tasks.shutdown(true);
        var ended = 0;
        for (var result : unfinished) {
            ended += result.fail(failure) ? 1 : 0;
        }
        if (ended > 0) {
            log.debug("terminated with {} results to come: {}", ended, this);
        }
        return ended;
    }

    void join() throws InterruptedException {
        if (state.get() == State.RUNNING) {
            throw new IllegalStateException(
                    "Pool is still running: " + this + " (expected noMoreTasks() or terminate())");
        }
        var threads = new ArrayList<>(workers);
        if (caller != null) {
            threads.add(caller);
        }
        for (var thread : threads) { // at once: whom it would wait for may be waiting for it
            if (thread.toJavaThread() == Thread.currentThread()) {
                throw new IllegalStateException("cannot join current thread: " + thread + " is one of " + this);
            }
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    int size() {
        return workers.size();
    }

    /** Racy reads on purpose: a dump must not wait. */
    @Override
    public String toString() {
        return "ThreadPool[name=" + name + ", " + state.get() + ", workers=" + workers.size() + ", unfinished="
                + unfinished.size() + "]";
    }
}
