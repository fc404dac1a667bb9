package io.github.threading4j.futures;

/**
 * How many workers a {@link Pool} has started, and how many of them are idle. Changed with the pool's mutex held; read
 * without it where a method says so.
 *
 * <pre>
 *   not there       -> busy    starts(), before the thread is started; startFails() takes that back
 *   busy            -> idle    waits(), before the worker looks at the queue for the last time
 *   idle            -> called  call(), by a thread that has queued a task
 *   idle or called  -> busy    wakes(), by the worker itself, whatever has woken it
 *   busy            -> ended   ends()
 * </pre>
 *
 * <p>A call names no worker: the first that wakes up takes it, even if another one was signalled. So a single worker
 * can't be told to be called or not, but the numbers are right: {@code idle + called} is how many wait.
 *
 * <p>Invariants: {@code 0 <= idle}, {@code 0 <= called}, {@code idle + called <= started - ended}, {@code started <=
 * maximum}.
 */
final class WorkerCounts {
    private final int maximum;

    private int started;
    private int ended;
    private int called;

    /** Workers that wait and were not called. */
    private volatile int idle;

    /** Whether as many were started as there may be. */
    private volatile boolean complete;

    WorkerCounts(int maximum) {
        this.maximum = maximum;
    }

    /** Whether a queued task may have another worker than those that are at work. Read without the mutex. */
    boolean hasIdleOrUnstarted() {
        return idle > 0 || !complete;
    }

    /** How many wait and were not called. Read without the mutex. */
    int idle() {
        return idle;
    }

    /** How many are at work, the ones that start or were called included. Racy without the mutex. */
    int busy() {
        return started - ended - idle;
    }

    /** How many were ever started: the number of the next one. Racy without the mutex. */
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // only ever written with the mutex held
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
