package io.github.threading4j.futures;

import io.github.threading4j.internal.ThreadingAccess;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;

/**
 * The object that a service runs for a task that can't leave this JVM. Serializing it throws an exception that names
 * the class of the task.
 */
final class ServiceRun implements Runnable, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient ServiceTasks tasks;
    private final transient PoolTask<?> future;
    private final transient Callable<?> task;
    private final transient Thread submitter = Thread.currentThread();

    /**
     * Whether the submitting thread is a daemon. While a thread runs the task, that thread has the same daemon flag.
     */
    private final transient boolean daemon;

    ServiceRun(ServiceTasks tasks, PoolTask<?> future, Callable<?> task) {
        this.tasks = tasks;
        this.future = future;
        this.task = task;
        this.daemon = ThreadingAccess.get().isDaemon();
    }

    @Override
    public void run() {
        var counted = countAs(daemon);
        try {
            var unused = Thread.currentThread() == submitter ? future.runInSubmitter() : future.run();
        } finally {
            tasks.forget(future);
            if (counted) {
                countAs(!daemon);
            }
        }
        if (isOutermost()) {
            FutureUnretrieved.reportCollected();
        }
    }

    /**
     * Returns whether this task is the outermost one of the thread: inside another task or a {@code submit}, the thread
     * might hold locks. A ForkJoinPool may run one task inside another.
     */
    private boolean isOutermost() {
        return Thread.currentThread() != submitter && !ForkJoinTask.inForkJoinPool();
    }

    /**
     * Sets whether the calling thread counts as a daemon; returns whether this is a change. Failures are only reported,
     * so that the task runs in any case.
     */
    private static boolean countAs(boolean daemon) {
        try {
            var access = ThreadingAccess.get();
            if (access.isDaemon() == daemon) {
                return false;
            }
            access.countAsDaemon(daemon);
            return true;
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
            return false;
        }
    }

    private Object writeReplace() throws NotSerializableException {
        throw new NotSerializableException(task.getClass().getName());
    }
}
