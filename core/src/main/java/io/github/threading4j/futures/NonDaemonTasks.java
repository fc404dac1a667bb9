package io.github.threading4j.futures;

import io.github.threading4j.internal.KeepAlive;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The number of unfinished tasks of a {@link Pool}, queued or running, that were submitted by non-daemon threads. While
 * there are such tasks, the pool retains the {@link KeepAlive keep-alive thread}, since its workers are daemons for the
 * JVM.
 *
 * <p>The first task retains the keep-alive thread; the last task to end releases it. A second task may be counted
 * before the first task has retained the keep-alive thread. Even then, the JVM does not end, since the thread that
 * submits the first task is alive and not a daemon.
 */
final class NonDaemonTasks {
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * Increments the number of unfinished tasks, for a task that is about to be queued.
     *
     * @throws OutOfMemoryError if there is no keep-alive thread and none can be started; the task is then not counted
     */
    void begin() {
        if (unfinished.getAndIncrement() == 0) {
            KeepAlive.JVM.retainWithoutThread();
        }
        try {
            KeepAlive.JVM.ensureThread();
        } catch (Throwable e) {
            end(1);
            KeepAlive.JVM.ensureThreadIfRetained(); // other callers may rely on this call to start the thread
            throw e;
        }
    }

    /** Subtracts tasks that have ended or will never run. */
    void end(int tasks) {
        if (tasks > 0 && unfinished.addAndGet(-tasks) == 0) {
            KeepAlive.JVM.release();
        }
    }

    /** Returns the number of tasks, for tests. */
    int count() {
        return unfinished.get();
    }
}
