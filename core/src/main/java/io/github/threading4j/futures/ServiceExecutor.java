package io.github.threading4j.futures;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.Timeout;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An executor over a service of Java; {@link ExecutorServiceView} is the way back. */
final class ServiceExecutor extends AbstractExecutor {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String name = "ServiceExecutor-" + NUMBERS.getAndIncrement();
    private final ExecutorService service;
    private final ServicePoller waiter = new ServicePoller(name + "_waiter");
    private final Mutex mutex = new Mutex(this);

    /** Opened with the mutex held. */
    private final Latch shutDown = new Latch(Blocker.Kind.SIGNAL, this, null);

    /** Opened when the service has been told; before, its own {@code isShutdown} says nothing. */
    private final Latch serviceTold = new Latch(Blocker.Kind.SIGNAL, this, null);

    /** Guarded by the mutex. */
    private final Set<Future<?>> unfinished = new HashSet<>();

    /** Tasks that are on their way to the service; guarded by the mutex. */
    private int handingOver;

    ServiceExecutor(ExecutorService service) {
        this.service = service;
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
        add(future);
        try {
            var theirs = handOver.get();
            future.follow(theirs);
            if (theirs instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> future.end());
            } else {
                watch(future, theirs, task);
            }
        } catch (RuntimeException | Error e) {
            notTaken(future, task, e);
            throw e;
        } finally {
            endServiceIfDue(1);
        }
        future.state.onDone(this::forget);
        return future;
    }

    /** Has somebody wait for the end of a task that the service has taken; if nobody can, it is taken back. */
    private void watch(ServiceFuture<?> future, java.util.concurrent.Future<?> theirs, Object task) {
        try {
            waiter.watch(future);
        } catch (IllegalStateException | Error e) {
            if (theirs.cancel(true) || !theirs.isDone()) {
                throw new RejectedExecutionException(
                        "can't start a thread that waits for the task, which was cancelled: " + Labels.describe(task),
                        e);
            }
            future.end();
        }
    }

    private <T extends @Nullable Object> Future<T> runHere(Callable<T> task) {
        var future = new PoolTask<>(task, this);
        add(future);
        try {
            service.execute(new Run(this, future, task));
        } catch (RuntimeException | Error e) {
            notTaken(future, task, e);
            throw e;
        } finally {
            endServiceIfDue(1);
        }
        future.state.onDone(done -> {
            if (future.hasEnded()) { // else it was cancelled, and still runs
                forget(future);
            }
        });
        return future;
    }

    /** What the service gets of a task that can't leave this JVM. It can't either, but says why. */
    private static final class Run implements Runnable, Serializable {
        private static final long serialVersionUID = 1L;

        private final transient ServiceExecutor executor;
        private final transient PoolTask<?> future;
        private final transient Callable<?> task;
        private final transient Thread submitter = Thread.currentThread();

        Run(ServiceExecutor executor, PoolTask<?> future, Callable<?> task) {
            this.executor = executor;
            this.future = future;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                future.run();
            } finally {
                executor.forget(future);
            }
            if (isOutermost()) {
                FutureUnretrieved.reportCollected();
            }
        }

        /** Whether the thread is in no task and no submit, whose locks it might hold; a ForkJoinPool runs tasks inside others. */
        private boolean isOutermost() {
            return Thread.currentThread() != submitter && !ForkJoinTask.inForkJoinPool();
        }

        private Object writeReplace() throws NotSerializableException {
            throw new NotSerializableException(task.getClass().getName());
        }
    }

    /** Has nobody wait for a task that the service refused, or had no thread for; says more about it if it can. */
    private void notTaken(Future<?> future, Object task, Throwable e) {
        forget(future);
        future.state.cancelPending(); // somebody may wait for the end of all tasks already
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSerializableException) {
                throw new IllegalArgumentException(
                        "the task is not serializable: " + task + " (expected a Serializable one, such as a"
                                + " SerializableCallable, that captures what is serializable, for " + service + ")",
                        e);
            }
        }
    }

    private void add(Future<?> future) {
        mutex.lock();
        try {
            if (shutDown.isOpen()) {
                throw new RejectedExecutionException("cannot schedule new futures after shutdown: " + this);
            }
            unfinished.add(future);
            handingOver++;
        } finally {
            mutex.unlock();
        }
    }

    /**
     * Ends the service after a shutdown, as soon as no task is on its way to it: a ForkJoinPool may take a task that meets
     * its shutdown, and then drop it.
     *
     * @param handedOver how many tasks have just been taken or refused
     */
    private void endServiceIfDue(int handedOver) {
        boolean due;
        mutex.lock();
        try {
            handingOver -= handedOver;
            due = handingOver == 0 && shutDown.isOpen();
        } finally {
            mutex.unlock();
        }
        if (due) {
            try {
                service.shutdown();
            } finally {
                serviceTold.open();
            }
        }
    }

    private void forget(Future<?> future) {
        mutex.lock();
        try {
            unfinished.remove(future);
        } finally {
            mutex.unlock();
        }
    }

    private List<Future<?>> unfinished() {
        mutex.lock();
        try {
            return List.copyOf(unfinished);
        } finally {
            mutex.unlock();
        }
    }

    @Override
    void end(boolean cancelFutures) {
        mutex.lock();
        try {
            shutDown.open();
        } finally {
            mutex.unlock();
        }
        endServiceIfDue(0);
        if (cancelFutures) {
            unfinished().forEach(Future::cancel);
        }
    }

    @Override
    Object owner() {
        return this;
    }

    /** What reports call it. */
    String name() {
        return name;
    }

    @Override
    void checkNotWorker() {
        for (var future : unfinished()) {
            if (future instanceof PoolTask<?> task && task.runner() == Thread.currentThread()) {
                throw new IllegalStateException("cannot join current thread: it runs " + future + " of " + this);
            }
        }
    }

    @Override
    boolean hasEnded() {
        return serviceTold.isOpen()
                && unfinished().stream().allMatch(Future::hasEnded)
                && (service.isTerminated() || isKeptByOthers());
    }

    /** Whether the service goes on, as ForkJoinPool.commonPool() does: then only our own tasks count. */
    private boolean isKeptByOthers() {
        return !service.isShutdown();
    }

    @Override
    boolean awaitEnd(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        if (!shutDown.await(nanos) || !serviceTold.await(Timeout.left(deadline, nanos))) {
            return false;
        }
        for (var future : unfinished()) {
            if (!future.awaitTerminationNanos(Timeout.left(deadline, nanos))) {
                return false;
            }
        }
        return isKeptByOthers()
                || service.awaitTermination(Timeout.left(deadline, nanos), TimeUnit.NANOSECONDS)
                || service.isTerminated(); // there are services that can't wait
    }

    @Override
    void interruptTasks() {
        for (var future : unfinished()) {
            if (future instanceof PoolTask<?> task) {
                task.interruptRunner();
            } else {
                future.cancel(true);
            }
        }
    }

    @Override
    List<StuckTask> runningTasks() {
        return unfinished().stream()
                .filter(future -> !future.hasEnded())
                .map(future -> StuckTask.of(future, future instanceof PoolTask<?> task ? task.runner() : null))
                .toList();
    }

    @Override
    public boolean isShutDown() {
        return shutDown.isOpen();
    }

    /**
     * Reads without the mutex, and says the service's class alone: a dump must wait neither for the mutex nor for the
     * service.
     */
    @Override
    public String toString() {
        return "Executor[over=" + service.getClass().getSimpleName() + ", unfinished=" + unfinished.size()
                + (isShutDown() ? ", shut down" : "") + "]";
    }
}
