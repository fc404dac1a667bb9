package io.github.threading4j.futures;

import io.github.threading4j.internal.KeepAlive;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The unfinished tasks of a {@link Pool}, queued or running, that threads submitted which are no daemons. While there
 * are any, the pool retains the {@link KeepAlive keep-alive thread}: its workers are daemons for the JVM.
 *
 * <p>The first task retains it and the last one releases it. A task that comes second may be counted before the first
 * has retained anything; but the thread that submits the first is alive and no daemon, so the JVM does not end
 * meanwhile.
 */
final class NonDaemonTasks {
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * Counts a task that is going to be queued.
     *
     * @throws OutOfMemoryError if there is no keep-alive thread and none can be started; the task is not counted then
     */
    void begin() {
        if (unfinished.getAndIncrement() == 0) {
            KeepAlive.JVM.retainWithoutThread();
        }
        try {
            KeepAlive.JVM.ensureThread();
        } catch (Throwable e) {
            end(1);
            KeepAlive.JVM.ensureThreadIfRetained(); // for those who saw that there was going to be one
            throw e;
        }
    }

    /** Counts tasks out that have ended or will never run. */
    void end(int tasks) {
        if (tasks > 0 && unfinished.addAndGet(-tasks) == 0) {
            KeepAlive.JVM.release();
        }
    }

    /** How many there are, for tests. */
    int count() {
        return unfinished.get();
    }
}
