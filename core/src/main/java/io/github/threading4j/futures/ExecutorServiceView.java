package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An {@code ExecutorService} backed by an executor of this library; {@link ServiceExecutor} is the reverse adapter. */
final class ExecutorServiceView extends AbstractExecutorService implements AutoCloseable {
    private final Executor executor;

    /**
     * Whether serializable tasks are passed on unwrapped, since the service may send them to other processes. In that
     * case, it is unknown whether a serializable task has started.
     */
    private final boolean sends;

    /**
     * The list of the tasks that {@link #shutdownNow} has cancelled and will return, newest first. A submitting thread
     * may concurrently take its own task back, to reject it.
     */
    private final AtomicReference<@Nullable Waiting> dropped = new AtomicReference<>();

    private volatile boolean dropping;

    /**
     * A task as it was submitted. Once it is dropped, either {@link #shutdownNow} returns it or the submitting thread
     * rejects it, depending on which takes it first.
     */
    private static final class Waiting extends AtomicBoolean {
        private static final long serialVersionUID = 1L;

        final transient Runnable task;
        volatile boolean started;

        /** The task that was dropped before this one; an intrusive link, so that dropping a task allocates nothing. */
        transient @Nullable Waiting older;

        Waiting(Runnable task) {
            this.task = task;
        }

        boolean take() {
            return compareAndSet(false, true);
        }
    }

    /** The callable that is passed to the executor. It records that the task has started. */
    private record Handed<T extends @Nullable Object>(Waiting given, Callable<T> task) implements Callable<T> {
        @Override
        public T call() throws Exception {
            given.started = true;
            return task.call();
        }

        /** Shown in the message of a {@code DeadlockException}. */
        @Override
        public String toString() {
            return String.valueOf(task);
        }
    }

    ExecutorServiceView(Executor executor) {
        this.executor = executor;
        this.sends = executor instanceof ServiceExecutor;
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        Checks.notNull(task, "task");
        return sends && task instanceof Serializable ? executor.submit(task) : hand(new FutureTask<>(task), task);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        Checks.notNull(task, "task");
        return hand(task, Executors.callable(task, result));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return hand(task, Executors.callable(Checks.notNull(task, "task")));
    }

    @Override
    public void execute(Runnable task) {
        if (Checks.notNull(task, "task") instanceof Serializable && sends) {
            executor.execute(task);
            return;
        }
        var unused = hand(task, new TargetTask.Unobserved(task));
    }

    private <T extends @Nullable Object> Future<T> hand(Runnable given, Callable<T> task) {
        var mine = new Waiting(given);
        var future = executor.submit(new Handed<>(mine, task));
        try {
            future.state.onDone(done -> {
                if (dropping && done.cancelled() && !mine.started) {
                    drop(mine);
                }
            });
        } catch (Throwable e) { // not enough memory for the callback, which is needed only until the task starts
            if (future.cancel()) {
                throw e;
            }
        }
        // If a concurrent shutdownNow() has cancelled the task, it is rejected, unless shutdownNow() returns it.
        if (dropping && future.cancelled() && !mine.started && mine.take()) {
            throw new RejectedExecutionException("cannot schedule new futures after shutdown: " + this);
        }
        return future;
    }

    private void drop(Waiting task) {
        do {
            task.older = dropped.get();
        } while (!dropped.compareAndSet(task.older, task));
    }

    @Override
    public void shutdown() {
        try {
            executor.shutdown(false);
        } catch (InterruptedException e) {
            throw new AssertionError("a shutdown that does not wait was interrupted", e);
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        dropping = true;
        try {
            executor.shutdown(Duration.ZERO);
        } catch (UnsupportedOperationException e) { // thrown by a custom executor; the executor was not shut down
            dropping = false;
            throw e;
        } catch (InterruptedException e) {
            throw new AssertionError("a shutdown that does not wait was interrupted", e);
        }
        var tasks = new ArrayList<Runnable>();
        for (var each = dropped.getAndSet(null); each != null; each = each.older) {
            if (each.take()) {
                tasks.add(each.task);
            }
        }
        Collections.reverse(tasks);
        return tasks;
    }

    /** Overrides the default method of Java 19 and later, which does not report unretrieved exceptions. */
    @Override
    public void close() {
        executor.close();
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        try {
            return executor.awaitTermination(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError("a poll was interrupted", e);
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(Duration.ofNanos(Timeout.of(timeout, unit)));
    }

    @Override
    public String toString() {
        return executor.toString();
    }
}
