package io.github.threading4j.pool;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ContextFreeTarget;
import io.github.threading4j.internal.ExecutorCleaner;
import io.github.threading4j.internal.FlightRecording;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.internal.Retry;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of a {@link ThreadPool}: its queue, its threads, and the outstanding results. The threads
 * reference this object and not the pool, so that the pool can be collected: only its users and the outstanding results
 * reference the pool.
 */
final class Workers {
    // Steps that must succeed, because other threads depend on them. They are created in advance, since memory may have
    // run out when a step is needed.
    private static final Retry<Queue<PendingJob>> RUN_ALL = new Retry<>(Workers::runAll);
    private static final Retry<Queue<PendingJob>> SHUT_DOWN = new Retry<>(Queue::shutdown);
    private static final Retry<Workers> BREAK_DOWN = new Retry<>(Workers::breakDown);

    private final String name;
    private final boolean virtual;
    private final @Nullable ThrowingRunnable<?> initializer;

    /** The exception that the initializer threw in a worker. */
    private volatile @Nullable Throwable initializerFailure;

    /**
     * The queue of tasks. The pool ends when this queue is shut down: immediately by terminate(), otherwise once
     * {@link #sources} is 0.
     */
    private final Queue<PendingJob> tasks = new Queue<>();

    /** The callbacks to call, one after the other; shut down by the last worker. */
    private final Queue<PendingJob> callbacks = new Queue<>();

    /** Whether jobs run in a copy of the context of the thread that queues them. */
    private final boolean propagatesContext;

    /**
     * The outstanding results. Each result is added before its task is queued. Therefore, if the pool is terminated
     * concurrently, either terminate() finds the result or the queue rejects the task.
     */
    private final Set<Pending> unfinished = ConcurrentHashMap.newKeySet();

    /**
     * The number of sources that may still queue tasks: the callers of the pool, which together count as one source
     * until noMoreTasks(), and each imap that has more items.
     */
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

    /** Ends the threads once the pool has been collected; set before they start. */
    private volatile Cleaner.@Nullable Cleanable onceCollected;

    /** Held while the callback thread is started, so that only one is started, and other threads wait for the start. */
    private final Lock callerStart = new Lock();

    /** The callback thread; null until it is started for the first result with a callback. */
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
        this.propagatesContext = propagatesContext;
        this.working = new AtomicInteger(processes);
        var made = new ArrayList<NamedThread>();
        for (int i = 0; i < processes; i++) {
            made.add(thread("_" + i, this::workToEnd));
        }
        this.workers = List.copyOf(made);
    }

    /** Creates a thread that starts without a context, so that nothing can fail when it begins. */
    private NamedThread thread(String suffix, ContextFreeTarget life) {
        var builder = NamedThread.builder().name(name + suffix).daemon(true);
        if (virtual) {
            builder.virtual();
        }
        return builder.unstarted(life);
    }

    /** Starts the threads of a pool, all or none. */
    void start(Object pool) {
        try {
            // The cleaner does not call noMoreTasks while a result is outstanding, since results reference the pool.
            onceCollected = ExecutorCleaner.tell(pool, this::noMoreTasks);
            for (var worker : workers) {
                worker.start();
            }
        } catch (OutOfMemoryError e) { // thrown by the JVM if the system can't start more threads
            end();
            throw new IllegalStateException("can't start the thread that waits for the end of " + this, e);
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    private void workToEnd() {
        try {
            if (initialized()) {
                RUN_ALL.untilDone(tasks);
            }
        } finally {
            if (working.decrementAndGet() == 0) {
                SHUT_DOWN.untilDone(callbacks); // queued callbacks are still called
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
            initializerFailure = e;
            BREAK_DOWN.untilDone(this);
            ThreadingAccess.get().report(e);
            return false;
        }
    }

    private void breakDown() {
        terminate(new IllegalStateException("a worker's initializer failed: " + this, initializerFailure));
    }

    private static void runAll(Queue<PendingJob> queue) {
        for (var working = true; working; ) {
            try {
                var job = queue.get();
                var begin = Recorder.taskBegins();
                job.run();
                Recorder.taskEnds(begin);
                Thread.interrupted(); // an interrupt left by one task must not reach the next
            } catch (InterruptedException e) {
                // the interrupt was meant for a task that has ended
            } catch (QueueShutDownException e) {
                working = false;
            }
        }
    }

    /**
     * Queues the tasks that compute a result. If a task can't be queued, the result fails. The tasks that were already
     * queued still run, so each task must check whether the result has failed.
     */
    void submit(Pending result, Iterable<? extends ThrowingRunnable<?>> steps) {
        sourceBegins(); // so that noMoreTasks() can't take effect between two tasks
        try {
            unfinished.add(result);
            for (var step : steps) {
                put(tasks, result, recorded(step));
            }
        } catch (QueueShutDownException e) {
            var refused = notRunning();
            if (result.fail(refused)) {
                throw refused;
            }
            // the pool was terminated in the meantime, and its termination completed the result
        } catch (Throwable e) {
            result.fail(e);
            throw e;
        } finally {
            sourceEnds();
        }
    }

    private void put(Queue<PendingJob> queue, Pending result, ThrowingRunnable<?> step) {
        queue.putNowait(new PendingJob(result, step, contextToPropagate()));
    }

    /** Returns a task that adds an event to the flight recording if one wants it. */
    private ThrowingRunnable<?> recorded(ThrowingRunnable<?> step) {
        return FlightRecording.isStarted() ? FlightRecording.ofTask(step, name) : step;
    }

    /** Returns a copy of the calling thread's context for a job to run in, or null if contexts are not propagated. */
    @Nullable Context contextToPropagate() {
        return propagatesContext ? Context.copyContext() : null;
    }

    void checkRunning() {
        if (state.get() != State.RUNNING) {
            throw notRunning();
        }
    }

    private RejectedExecutionException notRunning() {
        return new RejectedExecutionException("Pool not running: " + this);
    }

    /**
     * Begins a source: a caller that may queue tasks from now on, even after noMoreTasks(), until it calls
     * sourceEnds().
     */
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

    /** Queues a further task of a source, to run in the given context; has no effect if the pool was terminated. */
    void submitFurther(Pending result, ThrowingRunnable<?> step, @Nullable Context context) {
        try {
            tasks.putNowait(new PendingJob(result, recorded(step), context));
        } catch (QueueShutDownException e) {
            // terminate() has completed the result
        }
    }

    /**
     * Starts the callback thread before it is needed, since a task could not handle a failure to start it.
     */
    void prepareCallbacks() {
        if (caller == null) {
            // Created without holding the lock: creating a thread may run user code, such as the childValue method of
            // an InheritableThreadLocal.
            var spare = thread("_callbacks", () -> RUN_ALL.untilDone(callbacks));
            callerStart.with(() -> startCaller(spare));
        }
    }

    private void startCaller(NamedThread spare) {
        if (caller == null) {
            spare.start();
            caller = spare;
        }
    }

    /** Queues a callback of a result for the callback thread. */
    void callLater(Pending result, ThrowingRunnable<?> callback) {
        put(callbacks, result, callback);
    }

    void forget(Pending result) {
        unfinished.remove(result);
    }

    void noMoreTasks() {
        if (state.compareAndSet(State.RUNNING, State.CLOSED)) {
            sourceEnds();
        }
        unregister();
    }

    /** Unregisters from the Cleaner, which would otherwise retain this object until the pool is collected. */
    private void unregister() {
        var awaited = onceCollected;
        if (awaited != null) {
            awaited.clean();
        }
    }

    /** Discards the queued jobs and completes all outstanding results with an exception; returns their number. */
    int terminate() {
        // The exception is created first, so that nothing can fail once the pool is terminated.
        return terminate(new CancellationException("the pool was terminated: " + describe(State.TERMINATED)));
    }

    private int terminate(RuntimeException failure) {
        end();
        var ended = 0;
        for (var all = false; !all; ) {
            try {
                for (var result : unfinished) {
                    ended += result.fail(failure) ? 1 : 0;
                }
                all = true;
            } catch (Throwable e) {
                Retry.reportAndPause(e);
            }
        }
        return ended;
    }

    private void end() {
        state.set(State.TERMINATED);
        tasks.shutdown(true);
        unregister();
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
        for (var thread : threads) { // check all first: a joined thread might be waiting for the current one
            if (thread.toJavaThread() == Thread.currentThread()) {
                throw new IllegalStateException("cannot join current thread: " + thread + " is a worker of " + this);
            }
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    int size() {
        return workers.size();
    }

    List<NamedThread> threads() {
        return workers;
    }

    /** Reads without synchronization on purpose: a dump must not wait. */
    @Override
    public String toString() {
        return describe(Checks.notNull(state.get(), "state"));
    }

    private String describe(State known) {
        return "ThreadPool[name=" + name + ", " + known + ", workers=" + workers.size() + ", unfinished="
                + unfinished.size() + "]";
    }
}
