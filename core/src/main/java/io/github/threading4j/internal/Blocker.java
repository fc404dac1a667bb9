package io.github.threading4j.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An object that a thread can be blocked on: the blocker that {@link LockSupport} shows for a parked thread.
 *
 * <p>A thread that waits in this library parks with a {@code Blocker} as its blocker. So other threads can see what it
 * waits for, and which threads could end the wait, at no cost to the waiter: {@link #of(Thread)} returns the blocker.
 * Thread dumps and the {@link WaitGraph} use it.
 */
public interface Blocker {
    /** The kind of a wait, with the words that lead from "waits" to the object. */
    enum Kind {
        /** For a lock or a permit. */
        ACQUIRE("to acquire"),
        /** For another thread to end. */
        JOIN("for the end of"),
        /** For an event, a barrier or a result. */
        EVENT("for"),
        /** For the signal of a condition. */
        SIGNAL("for a signal of"),
        /** For an item of a queue. */
        ITEM("for an item of"),
        /** For capacity in a queue or a pool. */
        CAPACITY("for capacity in"),
        /** For all items of a queue to be done. */
        TASKS("for the end of all tasks of"),
        /** For something to do, as an idle worker of a pool. */
        TASK("for a task of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns the words between "waits" and the object that is waited for. */
        public String words() {
            return words;
        }
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
     * Returns the threads that could end the wait of a thread that is parked at this blocker.
     *
     * @param waiter the waiting thread
     * @return these threads, or more than these
     */
    Enders enders(Thread waiter);

    /**
     * Returns the number of waits at this blocker that have ended, modulo 2^32. While it stays the same, a thread that
     * is seen waiting here twice is in one and the same wait.
     *
     * @return the number, which may also count waits elsewhere
     */
    int exits();

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
