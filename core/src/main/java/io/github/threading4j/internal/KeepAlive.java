package io.github.threading4j.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive while there is work on threads that the JVM itself does not wait for: virtual threads that are no
 * daemons, and tasks of pools that no daemon has submitted.
 *
 * <p>A Java program ends when its last non-daemon platform thread ends; virtual threads are always daemons. Python
 * waits for every thread that was not made a daemon. So whatever must be waited for {@linkplain #retain() retains} the
 * keep-alive thread while it lasts, and the keep-alive thread is one non-daemon platform thread that exists as long as
 * it is retained and at most {@value #LINGER_MILLIS} ms longer. It lingers so that a program that starts one virtual
 * thread after the other does not start a platform thread for each of them.
 */
public final class KeepAlive {
    /** The keep-alive thread of this JVM. */
    public static final KeepAlive JVM = new KeepAlive();

    /** How long the thread stays at most after the last release. */
    public static final long LINGER_MILLIS = 100;

    /*
     * The keep-alive thread repeatedly: lingers for a while, deaf to what happens meanwhile; then lingers again if
     * somebody came to retain it meanwhile, else ends if nobody retains it, else parks until the count falls to zero.
     * So where one short task follows the other, it wakes up now and then by itself, and nobody wakes or starts it.
     *
     *   NONE      -> LINGERING  retain() finds no thread and starts one; or an ending thread takes itself back
     *   LINGERING -> PARKED     time is up and somebody has retained it all the while
     *   LINGERING -> NONE       time is up and nobody came
     *   PARKED    -> LINGERING  release() by the last one, which wakes the thread; so at most one wake-up per linger
     *
     * Nothing gets lost between count and state because each side writes its own before it reads the other's: retain()
     * counts and then looks for a thread, the thread says NONE (or PARKED) and then looks at the count again.
     */
    private enum State {
        NONE,
        LINGERING,
        PARKED
    }

    /** It looks once at the end of each; the last release may come right after a look, and a retain before that. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS) / 2;

    /** One more that retains it, in both halves of {@link #retained}. */
    private static final long ONE_CAME = (1L << Integer.SIZE) + 1;

    /** In the lower half how many retain it, in the upper one how many ever came, modulo 2^32. */
    private final AtomicLong retained = new AtomicLong();

    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

    /**
     * The latest keep-alive thread, which says so itself before it first parks: one that could not be started must not
     * stand for one that has taken itself back meanwhile.
     */
    private volatile @Nullable Thread thread;

    /** Creates one that nothing retains yet, for tests; everything else uses {@link #JVM}. */
    public KeepAlive() {}

    /**
     * Keeps the JVM alive until the matching {@link #release()}.
     *
     * @throws OutOfMemoryError if the keep-alive thread can't be started; nothing is retained then
     */
    public void retain() {
        retainWithoutThread();
        try {
            ensureThread();
        } catch (Throwable e) {
            release();
            ensureThreadIfRetained(); // for those who saw that there was going to be one
            throw e;
        }
    }

    /**
     * Counts one more that retains it, like {@link #retain()}, for a caller that calls {@link #ensureThread()} next. It
     * cannot fail.
     */
    public void retainWithoutThread() {
        retained.addAndGet(ONE_CAME);
    }

    /**
     * Starts the keep-alive thread unless there is one: mostly one read of a field that hardly ever changes.
     *
     * @throws OutOfMemoryError if it can't be started
     */
    public void ensureThread() {
        if (state.get() == State.NONE && state.compareAndSet(State.NONE, State.LINGERING)) {
            startThread();
        }
    }

    /**
     * Starts the keep-alive thread unless there is one or nobody retains it.
     *
     * @throws OutOfMemoryError if it can't be started
     */
    public void ensureThreadIfRetained() {
        if (retained() != 0) {
            ensureThread();
        }
    }

    /** Ends one {@link #retain()}. */
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
     * Tells how many retain it, for tests.
     *
     * @return the number of those that have not released it yet
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

    /** Returns once nobody came for a while. */
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
            Thread.interrupted(); // else a stray interrupt would turn the pause into a spin
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
            Thread.interrupted(); // as in pause
        }
        return true;
    }
}
