package io.github.threading4j.futures;

import io.github.threading4j.internal.Enders;

/** The pool whose queue a task goes through, as seen by the task, which notifies it of its progress. */
interface TaskQueue extends TaskOwner {
    /** Called when the body of a task has ended or will never run, before its future is done. */
    void leave();

    /** Called when a task has ended completely or will never run; {@code daemon} is whether a daemon submitted it. */
    void countOut(boolean daemon);

    /** Called after a task that is still queued was cancelled. */
    void cancelled();

    /** Waits for one of its tasks, which may depend on the calling thread; returns whether the wait is over. */
    boolean await(PoolWait wait) throws InterruptedException;

    /** Returns the workers that could run a queued task. */
    Enders workers();
}
