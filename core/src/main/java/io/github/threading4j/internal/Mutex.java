package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * A plain lock for the inside of a class: not reentrant, held briefly, acquired uninterruptibly, with wait sets.
 *
 * <p>Memory consistency effects: {@link #unlock()} happens-before the next {@link #lock()} returns.
 */
public final class Mutex extends QueuedSync implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    // The state. Transitions: FREE -> HELD by lock(), HELD -> FREE by unlock() and by waiting for a signal.
    private static final long FREE = 0;
    private static final long HELD = 1;

    private final transient Object owner;

    /**
     * Makes a free mutex.
     *
     * @param owner what it guards the state of, as dumps show it
     */
    public Mutex(Object owner) {
        this.owner = owner;
    }

    /**
     * Acquires the mutex, also where there is no memory to wait for it: whoever counts its work out with it must not
     * fail.
     *
     * @throws IllegalStateException if the calling thread holds it already, as only user code that runs under a mutex
     *     can bring about: a comparator or a store that uses its own queue. It would wait for itself for ever
     */
    public void lock() {
        if (!tryAcquire(HELD)) {
            checkNotHeld();
            try {
                blockUninterruptibly(HELD);
            } catch (OutOfMemoryError e) { // on older Javas, before the thread is in the queue
                lockWithoutMemory();
            }
        }
    }

    private void lockWithoutMemory() {
        while (!tryAcquire(HELD)) {
            Thread.yield();
        }
    }

    private void checkNotHeld() {
        if (getExclusiveOwnerThread()
                == Thread.currentThread()) { // a thread sees itself there only while it is the owner
            throw new IllegalStateException("used by code that runs inside one of its own operations: " + owner
                    + " (expected a comparator or a store that leaves it alone)");
        }
    }

    /** Acquires the mutex for a try-with-resources statement, whose end releases it; nothing is allocated. */
    public Mutex hold() {
        lock();
        return this;
    }

    /** Releases the mutex, which the calling thread holds. */
    public void unlock() {
        release(HELD);
    }

    /** Does what {@link #unlock()} does, at the end of a try-with-resources statement. */
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
}
