package io.github.threading4j.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive while there is work in threads that the JVM itself does not wait for: non-daemon virtual threads,
 * and pool tasks submitted by non-daemon threads.
 *
 * <p>A Java program ends when its last non-daemon platform thread ends; virtual threads are always daemons. Python
 * waits for every thread that is not a daemon. Therefore, any work that the program must wait for
 * {@linkplain #retain() retains} the keep-alive thread until the work ends. The keep-alive thread is a single
 * non-daemon platform thread that exists as long as it is retained and at most {@value #LINGER_MILLIS} ms longer. It
 * lingers so that a program that starts virtual threads one after the other does not start a platform thread for each
 * of them.
 */
public final class KeepAlive implements Spectator {
    /** The keep-alive thread of this JVM. */
    public static final KeepAlive JVM = new KeepAlive();

    /** The maximum time that the thread stays after the last release. */
    public static final long LINGER_MILLIS = 100;

    /*
     * The keep-alive thread lingers for a while, during which it does not respond to anything. Then it lingers again if
     * it was retained in the meantime, ends if it is not retained, and otherwise parks until the count falls to zero.
     * During a succession of short tasks, it therefore wakes up periodically by itself, and no other thread has to wake
     * or start it.
     *
     *   NONE      -> LINGERING  retain() finds no thread and starts one; or an ending thread resumes
     *   LINGERING -> PARKED     the time elapsed without a new retain, and the thread is still retained
     *   LINGERING -> NONE       the time elapsed without a new retain, and the thread is not retained
     *   PARKED    -> LINGERING  the last release(), which wakes the thread; so at most one wake-up per linger
     *
     * No update of count or state is missed, because each side writes its own field before it reads the other's:
     * retain() increments the count and then checks for a thread; the thread sets NONE (or PARKED) and then checks the
     * count again.
     */
    private enum State {
        NONE,
        LINGERING,
        PARKED
    }

    /**
     * The length of a pause, which is half the maximum: if the last release occurs in the same pause as a retain,
     * another whole pause follows.
     */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS) / 2;

    /** The number that a retain adds to {@link #retained}: one in each half. */
    private static final long ONE_CAME = (1L << Integer.SIZE) + 1;

    /**
     * The lower half is the number of current retains; the upper half is the total number of retains so far, modulo
     * 2^32.
     */
    private final AtomicLong retained = new AtomicLong();

    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

    /**
     * The latest keep-alive thread. The thread itself sets this field before it first parks. If {@link #retain()} set
     * this field, a thread that could not be started might replace one that has resumed in the meantime.
     */
    private volatile @Nullable Thread thread;

    /** Creates an instance that is not retained, for tests; all other code uses {@link #JVM}. */
    public KeepAlive() {}

    /**
     * Keeps the JVM alive until the matching {@link #release()}.
     *
     * @throws OutOfMemoryError if the keep-alive thread can't be started; in that case, it is not retained
     */
    public void retain() {
        retainWithoutThread();
        try {
            ensureThread();
        } catch (Throwable e) {
            release();
            // Concurrent callers may not have started a keep-alive thread, since this thread was already starting one.
            ensureThreadIfRetained();
            throw e;
        }
    }

    /**
     * Increments the count like {@link #retain()}, for a caller that calls {@link #ensureThread()} next. Never fails.
     */
    public void retainWithoutThread() {
        retained.addAndGet(ONE_CAME);
    }

    /**
     * Starts the keep-alive thread unless it exists. Usually, this is a single read of a field that rarely changes.
     *
     * @throws OutOfMemoryError if the thread can't be started
     */
    public void ensureThread() {
        if (state.get() == State.NONE && state.compareAndSet(State.NONE, State.LINGERING)) {
            startThread();
        }
    }

    /**
     * Starts the keep-alive thread if it is retained and does not exist.
     *
     * @throws OutOfMemoryError if the thread can't be started
     */
    public void ensureThreadIfRetained() {
        if (retained() != 0) {
            ensureThread();
        }
    }

    /** Undoes one {@link #retain()}. */
    public void release() {
        if ((int) retained.decrementAndGet() == 0
                && state.get() == State.PARKED
                && state.compareAndSet(State.PARKED, State.LINGERING)) {
            LockSupport.unpark(thread);
        }
    }

    /** {@return whether the keep-alive thread exists, for monitoring and tests} */
    public boolean isRunning() {
        return state.get() != State.NONE;
    }

    /**
     * Returns the number of retains that have not been released, for tests.
     *
     * @return the number of current retains
     */
    public int retained() {
        return (int) retained.get();
    }

    private void startThread() {
        try {
            SystemThreads.unstarted("threading4j-keep-alive", false, this::keep).start();
        } catch (Throwable e) {
            state.set(State.NONE);
            throw e;
        }
    }

    private void keep() {
        thread = Thread.currentThread();
        do {
            linger();
        } while (isStillNeeded());
    }

    /** Returns once there has been no retain for a while. */
    private void linger() {
        int came;
        do {
            came = came();
            pause();
        } while (came != came());
    }

    private int came() {
        return (int) (retained.get() >>> Integer.SIZE);
    }

    private void pause() {
        var deadline = System.nanoTime() + LINGER_NANOS;
        for (var left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            Thread.interrupted(); // otherwise, a stray interrupt would turn the pause into a spin
        }
    }

    private boolean isStillNeeded() {
        if (retained() == 0) {
            state.set(State.NONE);
            return retained() != 0 && state.compareAndSet(State.NONE, State.LINGERING);
        }
        state.set(State.PARKED);
        if (retained() == 0) {
            state.compareAndSet(State.PARKED, State.LINGERING);
        }
        while (state.get() == State.PARKED) {
            LockSupport.park(this);
            Thread.interrupted(); // otherwise, a stray interrupt would turn the wait into a spin
        }
        return true;
    }
}
