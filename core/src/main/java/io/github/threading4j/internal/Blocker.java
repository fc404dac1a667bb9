package io.github.threading4j.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An object that a thread can be blocked on: the blocker that {@link LockSupport} shows for a parked thread.
 *
 * <p>A thread that waits in this library parks with a {@code Blocker} as its blocker. So other threads can see what it
 * waits for, at no cost to the waiter: {@link #of(Thread)} returns the blocker. Thread dumps and deadlock detection use
 * it.
 */
public interface Blocker {
    /** The kind of a wait. */
    enum Kind {
        /** To acquire a lock or a permit. */
        ACQUIRE,
        /** For another thread to end. */
        JOIN,
        /** For a signal, an event, a result or an item. */
        SIGNAL
    }

    /**
     * Returns the kind of wait.
     *
     * @return the kind of wait
     */
    Kind kind();

    /**
     * Returns the object that a thread waits for, which dumps show by its {@code toString}.
     *
     * @return the public object behind this blocker, such as a lock
     */
    Object awaited();

    /**
     * Returns the thread that must act for the wait to end, if it is known.
     *
     * @return the thread that holds the lock or is joined, or null if there is none or it is unknown
     */
    default @Nullable Thread holder() {
        return null;
    }

    /**
     * Returns what a thread is currently blocked on: a snapshot, which may be outdated at once.
     *
     * @param thread any thread, platform or virtual
     * @return the blocker, or null if the thread does not wait in this library
     */
    static @Nullable Blocker of(Thread thread) {
        return LockSupport.getBlocker(thread) instanceof Blocker point ? point : null;
    }
}
