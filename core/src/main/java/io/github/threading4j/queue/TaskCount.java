package io.github.threading4j.queue;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;

/** The number of unfinished tasks of a queue, and the threads in {@code join}; guarded by the queue's mutex. */
final class TaskCount {
    private final Object queue;
    private final Mutex mutex;
    private final QueuedSync.WaitSet allDone;
    private long unfinished;

    /**
     * Creates a count.
     *
     * @param queue the queue, for errors and dumps
     * @param mutex the queue's mutex
     * @param unfinished the initial number of unfinished tasks
     */
    TaskCount(Object queue, Mutex mutex, long unfinished) {
        this.queue = queue;
        this.mutex = mutex;
        this.unfinished = unfinished;
        this.allDone = mutex.newWaitSet(Blocker.Kind.TASKS, queue);
    }

    /** Increments the number of unfinished tasks. The caller holds the mutex. */
    void add() {
        unfinished++;
    }

    /** Subtracts tasks that are done, but never goes below zero, as in Python. The caller holds the mutex. */
    void drop(int tasks) {
        unfinished = Math.max(0, unfinished - tasks);
        if (unfinished == 0) {
            allDone.signalAll();
        }
    }

    void done() {
        mutex.lock();
        try {
            if (unfinished == 0) {
                throw new IllegalArgumentException(
                        "task_done() called too many times: " + queue + " (expected once for each item)");
            }
            drop(1);
        } finally {
            mutex.unlock();
        }
    }

    boolean join(long nanos) throws InterruptedException {
        Cancelling.checkAtEdge();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before joining " + queue);
        }
        var deadline = System.nanoTime() + nanos;
        mutex.lock();
        try {
            var left = Timeout.left(deadline, nanos); // the timeout includes the time to acquire the mutex
            while (unfinished > 0 && left > 0) {
                allDone.awaitSignal(left);
                left = Timeout.left(deadline, nanos);
            }
            return unfinished == 0;
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            mutex.unlock();
        }
    }

    /** Reads without the mutex on purpose, as in {@link MutexQueueCore#toString()}. */
    long unfinished() {
        return unfinished;
    }
}
