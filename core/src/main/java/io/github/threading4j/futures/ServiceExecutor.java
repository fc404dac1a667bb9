package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An executor backed by an {@link ExecutorService}; {@link ExecutorServiceView} is the reverse adapter. */
final class ServiceExecutor extends AbstractExecutor implements TaskOwner, ServicePoller.Owner {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String name = "ServiceExecutor-" + NUMBERS.getAndIncrement();
    private final ExecutorService service;
    private final ServicePoller poller;
    private final ServiceTasks tasks = new ServiceTasks(this);

    /**
     * The latch that is opened once this executor has called the service's {@code shutdown}. Until then, the service's
     * {@code isShutdown} does not show whether the service supports a shutdown.
     */
    private final Latch serviceTold = new Latch(Blocker.Kind.EVENT, this, null);

    ServiceExecutor(ExecutorService service) {
        this.service = service;
        this.poller = new ServicePoller(this, name + "_waiter");
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        Checks.notNull(task, "task");
        return task instanceof Serializable ? send(task, () -> service.submit(task)) : runHere(task);
    }

    @Override
    public void execute(Runnable task) {
        Checks.notNull(task, "task");
        if (!(task instanceof Serializable)) {
            super.execute(task);
            return;
        }
        var future = this.<@Nullable Object>send(task, () -> service.submit(task, null));
        future.state.onDone(done -> done.state.tellFailure());
    }

    private <T extends @Nullable Object> Future<T> send(
            Object task, Supplier<java.util.concurrent.Future<T>> handOver) {
        var future = new ServiceFuture<T>(this);
        future.state.onDone(tasks::forget); // first, so that nothing can fail once the service has the task
        add(future);
        try {
            var theirs = handOver.get();
            future.follow(theirs);
            notice(future, theirs, task);
        } catch (Throwable e) {
            notTaken(future, task, e);
            throw e;
        } finally {
            handedOver();
        }
        poller.watchService();
        return future;
    }

    /** Arranges for the completion of an accepted task to be detected; cancels the task if that is impossible. */
    private void notice(ServiceFuture<?> future, java.util.concurrent.Future<?> theirs, Object task) {
        try {
            if (theirs instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> endOrWatch(future));
            } else {
                poller.watch(future);
            }
        } catch (Throwable e) {
            if (theirs.cancel(true) || !theirs.isDone()) {
                throw new RejectedExecutionException(
                        "can't start a thread that waits for the task, so the task was cancelled: "
                                + Labels.describe(task),
                        e);
            }
            future.end();
        }
    }

    /**
     * Completes a future whose service future has just completed; if there is not enough memory, leaves the future to
     * the poller.
     */
    private void endOrWatch(ServiceFuture<?> future) {
        try {
            future.end();
        } catch (Throwable e) {
            try {
                poller.watch(future);
            } catch (Throwable again) {
                future.state.failInTask(e, this);
            }
        }
    }

    private <T extends @Nullable Object> Future<T> runHere(Callable<T> task) {
        var future = new PoolTask<>(task, this);
        var run = new ServiceRun(tasks, future, task);
        // First, so that nothing can fail once the service has the task. If a thread runs the task, that thread removes
        // the task afterwards.
        future.state.onDone(done -> {
            if (future.runner() == null) {
                tasks.forget(future);
            }
        });
        add(future);
        try {
            service.execute(run);
        } catch (Throwable e) {
            notTaken(future, task, e);
            throw e;
        } finally {
            handedOver();
        }
        poller.watchService();
        return future;
    }

    /**
     * Removes a task that the service has rejected or has no thread for; throws a more specific exception if possible.
     */
    private void notTaken(Future<?> future, Object task, Throwable e) {
        tasks.forget(future);
        future.state.cancelPending(); // a thread may already wait for the end of all tasks
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSerializableException) {
                throw new IllegalArgumentException(
                        "the task is not serializable: " + Labels.describe(task)
                                + " (expected a Serializable one, such as a SerializableCallable, that captures only"
                                + " serializable objects, for " + Labels.describe(service) + ")",
                        e);
            }
        }
    }

    private void add(Future<?> future) {
        if (!tasks.add(future)) {
            throw new RejectedExecutionException("cannot schedule new futures after shutdown: " + this);
        }
    }

    /**
     * Called after a task was accepted or rejected. If the service must be shut down now and that fails, the task is
     * not affected.
     */
    private void handedOver() {
        try {
            endServiceIfDue(1);
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
        }
    }

    /**
     * After a shutdown of this executor, shuts the service down as soon as no task is being handed over. A service that
     * is shut down earlier might drop a task: during its shutdown, a ForkJoinPool may accept a task and then drop it.
     *
     * @param handedOver the number of tasks that were just accepted or rejected
     */
    private void endServiceIfDue(int handedOver) {
        if (tasks.handedOver(handedOver)) {
            try {
                service.shutdown();
            } finally {
                serviceTold.open();
            }
        }
    }

    /**
     * If the service has terminated, cancels the tasks that it will never run, because its owner has called
     * {@code shutdownNow} or because the service has discarded them. Checks for termination in two ways, since some
     * services support only one of them, and others report termination as soon as they are shut down.
     */
    @Override
    public void cancelDropped() throws InterruptedException {
        if (hasUnfinished() && hasServiceEnded()) {
            each(tasks.given(), future -> {
                if (future instanceof ServiceFuture<?> sent) {
                    sent.cancelIfTheirsIsNotDone();
                } else {
                    future.cancel();
                }
            });
        }
    }

    private boolean hasServiceEnded() throws InterruptedException {
        try {
            return service.isTerminated() && service.awaitTermination(0, TimeUnit.NANOSECONDS);
        } catch (RuntimeException | Error e) {
            return false; // some services don't support these methods
        }
    }

    @Override
    public boolean hasUnfinished() {
        return !tasks.isEmpty();
    }

    /**
     * Applies an action to each future. If the service's code fails for one future, the action is still applied to the
     * others.
     */
    private static void each(List<Future<?>> futures, Consumer<Future<?>> action) {
        for (var future : futures) {
            try {
                action.accept(future);
            } catch (Throwable e) {
                ThreadingAccess.get().report(e);
            }
        }
    }

    @Override
    void end(boolean cancelFutures) {
        tasks.shutDown();
        try {
            endServiceIfDue(0);
        } finally { // the service may reject the shutdown
            if (cancelFutures) {
                each(tasks.list(), Future::cancel);
            }
        }
    }

    @Override
    TaskOwner owner() {
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    void checkNotWorker() {
        for (var future : tasks.list()) {
            if (future instanceof PoolTask<?> task && task.runner() == Thread.currentThread()) {
                throw new IllegalStateException("cannot join current thread: it runs " + future + " of " + this);
            }
        }
    }

    @Override
    boolean hasEnded() {
        return serviceTold.isOpen()
                && tasks.list().stream().allMatch(Future::hasEnded)
                && (service.isTerminated() || isKeptByOthers());
    }

    /**
     * Returns whether the service ignores a shutdown, like ForkJoinPool.commonPool(); if so, only this executor's tasks
     * are taken into account.
     */
    private boolean isKeptByOthers() {
        return !service.isShutdown();
    }

    @Override
    boolean awaitEnd(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        if (!tasks.shutDown.await(nanos) || !serviceTold.await(Timeout.left(deadline, nanos))) {
            return false;
        }
        // Wait for the service first: once it has ended, dropped tasks can be cancelled.
        if (!isKeptByOthers() && awaitService(Timeout.left(deadline, nanos))) {
            cancelDropped();
        }
        for (var future : tasks.list()) {
            if (!future.awaitTerminationNanos(Timeout.left(deadline, nanos))) {
                return false;
            }
        }
        return isKeptByOthers() || service.isTerminated();
    }

    private boolean awaitService(long nanos) throws InterruptedException {
        try {
            return Cancelling.isUsed()
                    ? CancelPoint.awaitForeign(this::serviceEndsWithin, nanos)
                    : serviceEndsWithin(nanos);
        } catch (RuntimeException e) {
            return false; // some services don't support waiting
        }
    }

    private boolean serviceEndsWithin(long nanos) throws InterruptedException {
        return service.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    void interruptTasks() {
        each(tasks.list(), future -> {
            if (future instanceof PoolTask<?> task) {
                task.interruptRunner();
            } else {
                future.cancel(true);
            }
        });
    }

    @Override
    List<StuckTask> runningTasks() {
        return tasks.list().stream()
                .filter(future -> !future.hasEnded())
                .map(future -> StuckTask.of(future, future instanceof PoolTask<?> task ? task.runner() : null))
                .toList();
    }

    @Override
    public boolean isShutdown() {
        return tasks.shutDown.isOpen();
    }

    /**
     * Reads without the mutex, and shows only the service's class: a dump must wait neither for the mutex nor for the
     * service.
     */
    @Override
    public String toString() {
        return "Executor[over=" + service.getClass().getSimpleName() + ", unfinished=" + tasks.size()
                + (isShutdown() ? ", shut down" : "") + "]";
    }
}
