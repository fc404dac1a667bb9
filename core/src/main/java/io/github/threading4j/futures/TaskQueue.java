package io.github.threading4j.futures;

/** The pool whose queue a task goes through, as the task knows it: whom it tells what becomes of it. */
interface TaskQueue extends TaskOwner {
    /** The body of a task has ended, or will never run. What comes before its future is done has capacity in time. */
    void leave();

    /** Nothing of a task runs any more, or will; of a daemon's or not. */
    void countOut(boolean daemon);

    /** A task was cancelled that is still queued. */
    void cancelled();

    /** Waits for one of its tasks, which may be up to the calling thread; returns whether that is over. */
    boolean await(InnerWait wait) throws InterruptedException;
}
