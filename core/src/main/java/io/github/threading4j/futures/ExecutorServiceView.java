package io.github.threading4j.futures;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.RootAccess;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of this library's executors as a service of Java; {@link ServiceExecutor} is the way back. */
final class ExecutorServiceView extends AbstractExecutorService {
    private final Executor executor;

    /** Tasks that came through this view and are not done, but for those that are handed on as they are. */
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    /** A task as it was given, until it starts. */
    private static final class Waiting {
        final Runnable task;
        volatile @Nullable Future<?> future;
        volatile boolean started;

        Waiting(Runnable task) {
            this.task = task;
        }

        boolean neverStarted() {
            var mine = future;
            return mine != null && mine.cancelled() && !started;
        }
    }

    ExecutorServiceView(Executor executor) {
        this.executor = executor;
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        Checks.notNull(task, "task");
        return task instanceof Serializable ? executor.submit(task) : hand(new FutureTask<>(task), task);
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
        if (Checks.notNull(task, "task") instanceof Serializable) {
            executor.execute(task);
            return;
        }
        var unused = hand(task, () -> {
            try {
                task.run();
            } catch (Throwable e) {
                RootAccess.get().report(e);
            }
            return null;
        });
    }

    private <T extends @Nullable Object> Future<T> hand(Runnable given, Callable<T> task) {
        var mine = new Waiting(given);
        waiting.add(mine);
        try {
            var future = executor.submit(() -> {
                mine.started = true;
                return task.call();
            });
            mine.future = future;
            future.completion.onDone(done -> waiting.remove(mine));
            return future;
        } catch (Throwable e) {
            waiting.remove(mine);
            throw e;
        }
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
        var before = List.copyOf(waiting);
        try {
            executor.shutdown(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError("a shutdown that does not wait was interrupted", e);
        }
        return before.stream()
                .filter(Waiting::neverStarted)
                .map(each -> each.task)
                .toList();
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutDown();
    }

    @Override
    public boolean isTerminated() {
        try {
            return executor.awaitTermination(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError("a question that does not wait was interrupted", e);
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(Duration.ofNanos(unit.toNanos(timeout)));
    }

    @Override
    public String toString() {
        return executor.toString();
    }
}
