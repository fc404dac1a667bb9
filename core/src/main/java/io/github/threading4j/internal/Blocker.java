package io.github.threading4j.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Something a thread can be blocked on: the blocker that {@link LockSupport} shows for a parked thread.
 *
 * <p>Every wait of this library parks with a {@code Blocker} as its blocker, so the thing that any thread waits for is
 * known from outside at no cost to the waiter: {@link #of(Thread)} asks for it. Thread dumps and deadlock detection
 * read it there.
 */
public interface Blocker {
    /** Why a thread waits. */
    enum Kind {
        /** To acquire a lock or a permit. */
        ACQUIRE,
        /** For another thread to end. */
        JOIN,
        /** For a signal, an event, a result or an item. */
        SIGNAL
    }

    /**
     * Why a thread waits here.
     *
     * @return the kind of wait
     */
    Kind kind();

    /**
     * What a thread waits for, in the words of its {@code toString}.
     *
     * @return the public object behind this point, such as a lock
     */
    Object awaited();

    /**
     * Who must act for the wait to end, where one thread is known to.
     *
     * @return the thread that holds the lock or is joined, or null if there is none or nobody can tell
     */
    default @Nullable Thread holder() {
        return null;
    }

    /**
     * What a thread is blocked on right now: a snapshot, out of date as soon as it is taken.
     *
     * @param thread any thread, platform or virtual
     * @return the point it waits at, or null if it does not wait in this library
     */
    static @Nullable Blocker of(Thread thread) {
        return LockSupport.getBlocker(thread) instanceof Blocker point ? point : null;
    }
}
