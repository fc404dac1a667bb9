package io.github.threading4j.futures;

import io.github.threading4j.internal.Enders;

/** The pool of a queued task, as seen by the task, which notifies the pool of the task's progress. */
interface TaskQueue extends TaskOwner {
    /** Called when the body of a task has ended or will never run, before its future is done. */
    void leave();

    /** Called when a task has ended completely or will never run; {@code daemon} is true if a daemon submitted it. */
    void countOut(boolean daemon);

    /** Called after a task that is still queued was cancelled. */
    void cancelled();

    /**
     * Waits for a task of this pool, which may itself depend on the calling thread; returns whether the wait is over.
     */
    boolean await(PoolWait wait) throws InterruptedException;

    /** Returns the workers that could run a queued task. */
    Enders workers();
}
