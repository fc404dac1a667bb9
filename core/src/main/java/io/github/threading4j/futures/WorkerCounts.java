package io.github.threading4j.futures;

/**
 * The number of workers that a {@link Pool} has started, and the number of those that are idle. The counts are changed
 * with the pool's mutex held, and read without it where a method says so.
 *
 * <pre>
 *   not there       -> busy    starts(), before the thread is started; startFails() undoes that
 *   busy            -> idle    waits(), before the worker checks the queue for the last time
 *   idle            -> called  call(), by a thread that has queued a task
 *   idle or called  -> busy    wakes(), by the worker itself, whatever has woken it
 *   busy            -> ended   ends()
 * </pre>
 *
 * <p>A call is not for a particular worker: the first worker to wake up takes it, even if another one was signalled. It
 * is therefore undefined whether a given worker is called, but the counts are right: {@code idle + called} is the
 * number of workers that wait.
 *
 * <p>Invariants: {@code 0 <= idle}, {@code 0 <= called}, {@code idle + called <= started - ended}, {@code started <=
 * maximum}.
 */
final class WorkerCounts {
    private final int maximum;

    private int started;
    private int ended;
    private int called;

    /** The number of workers that wait and were not called. */
    private volatile int idle;

    /** Whether the maximum number of workers was started. */
    private volatile boolean complete;

    WorkerCounts(int maximum) {
        this.maximum = maximum;
    }

    /** Returns whether there is an idle worker or another worker can be started. Read without the mutex. */
    boolean hasIdleOrUnstarted() {
        return idle > 0 || !complete;
    }

    /** Returns the number of workers that wait and were not called. Read without the mutex. */
    int idle() {
        return idle;
    }

    /** Returns the number of busy workers, including those that are starting or were called. Racy without the mutex. */
    int busy() {
        return started - ended - idle;
    }

    /**
     * Returns the number of workers ever started, which is also the number of the next worker. Racy without the mutex.
     */
    int started() {
        return started;
    }

    boolean isComplete() {
        return complete;
    }

    void starts() {
        started++;
        complete = started == maximum;
    }

    void startFails() {
        started--;
        complete = false;
    }

    void waits() {
        countIdle(1);
    }

    void wakes() {
        if (called > 0) {
            called--;
        } else {
            countIdle(-1);
        }
    }

    void call() {
        countIdle(-1);
        called++;
    }

    void ends() {
        ended++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written only with the mutex held
    private void countIdle(int more) {
        idle += more;
    }

    /** Returns whether the invariants hold: for tests, with the mutex held. */
    boolean isConsistent() {
        return idle >= 0 && called >= 0 && idle + called <= started - ended && started <= maximum;
    }

    @Override
    public String toString() {
        return "started=" + started + "/" + maximum + ", ended=" + ended + ", idle=" + idle + ", called=" + called;
    }
}
