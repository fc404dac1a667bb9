package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * A simple lock for internal use: not reentrant, held briefly, acquired uninterruptibly, with wait sets.
 *
 * <p>Memory consistency effects: actions before {@link #unlock()} happen-before the next {@link #lock()} returns.
 */
public final class Mutex extends QueuedSync implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    // The state. Transitions: FREE -> HELD by lock(), HELD -> FREE by unlock() and by waiting for a signal.
    private static final long FREE = 0;
    private static final long HELD = 1;

    private final transient Object owner;

    /**
     * Creates a free mutex.
     *
     * @param owner the object whose state it guards, as shown in dumps
     */
    public Mutex(Object owner) {
        this.owner = owner;
    }

    /**
     * Acquires the mutex. Never fails for lack of memory, since a thread must always be able to record that its work
     * has ended.
     *
     * @throws IllegalStateException if the calling thread already holds the mutex. Only user code that runs while a
     *     mutex is held can cause this: a comparator or a store that uses its own queue.
     */
    public void lock() {
        if (!tryAcquire(HELD)) {
            checkNotHeld();
            try {
                blockUninterruptibly(HELD);
            } catch (OutOfMemoryError e) { // thrown by older Java versions, before the thread is queued
                lockWithoutMemory();
            }
        }
    }

    /** Like {@link #lock}, but the wait is not recorded, so that recording waits can't go on for ever. */
    private void lockUnrecorded() {
        try {
            acquire(HELD);
        } catch (OutOfMemoryError e) { // as in lock()
            lockWithoutMemory();
        } finally {
            countExit();
        }
    }

    private void lockWithoutMemory() {
        while (!tryAcquire(HELD)) {
            Thread.yield();
        }
    }

    /** {@return whether the calling thread holds the mutex} */
    public boolean isHeldByCurrentThread() {
        return getExclusiveOwnerThread() == Thread.currentThread(); // a thread sees itself only while it is the owner
    }

    private void checkNotHeld() {
        if (isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "the queue is called by its own comparator or store: " + owner + " (expected no such call)");
        }
    }

    /** Acquires the mutex for the duration of a try-with-resources statement; allocates nothing. */
    public Mutex hold() {
        lock();
        return this;
    }

    /** Releases the mutex, which the calling thread holds. */
    public void unlock() {
        release(HELD);
    }

    /** Equivalent to {@link #unlock()}, for the end of a try-with-resources statement. */
    @Override
    public void close() {
        unlock();
    }

    @Override
    protected boolean tryAcquire(long ignored) {
        if (getState() == FREE && compareAndSetState(FREE, HELD)) {
            setExclusiveOwnerThread(Thread.currentThread());
            return true;
        }
        return false;
    }

    @Override
    protected boolean tryRelease(long ignored) {
        setExclusiveOwnerThread(null);
        setState(FREE);
        return true;
    }

    @Override
    protected boolean isHeldExclusively() {
        return getState() == HELD;
    }

    /**
     * Releases the mutex meanwhile, if the thread holds it. To other threads, this looks as if the waiting thread had
     * acquired the mutex later.
     */
    @Override
    void record(WaitTrace trace, Blocker blocker, WaitTrace.Outcome outcome) {
        if (!isHeldByCurrentThread()) {
            trace.record(blocker, outcome);
            return;
        }
        unlock();
        try {
            trace.record(blocker, outcome);
        } finally {
            lockUnrecorded();
        }
    }

    @Override
    public Kind kind() {
        return Kind.ACQUIRE;
    }

    @Override
    public Object awaited() {
        return owner;
    }

    @Override
    public @Nullable Thread holder() {
        return getExclusiveOwnerThread();
    }

    @Override
    public Enders enders(Thread waiter) {
        if (getState() == FREE) {
            return Enders.Open.OVER;
        }
        var holder = getExclusiveOwnerThread(); // read after the state, which is written before the owner
        return holder == null ? Enders.Open.ANY_THREAD : new Enders.One(holder, true);
    }
}
