package io.github.threading4j.internal;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An object that a thread can be blocked on: the blocker that {@link LockSupport} shows for a parked thread.
 *
 * <p>A thread that waits in this library parks with a {@code Blocker} as its blocker. Other threads can therefore find
 * out, at no cost to the waiting thread, what it waits for and which threads could end the wait: {@link #of(Thread)}
 * returns the blocker. Thread dumps and the {@link WaitGraph} use it.
 */
public interface Blocker {
    /** The kinds of wait. Each has the words that a description puts between "waits" and the awaited object. */
    enum Kind {
        /** A wait for a lock or a permit. */
        ACQUIRE("to acquire"),
        /** A wait for another thread to end. */
        JOIN("for the end of"),
        /** A wait for an event, a barrier or a result. */
        EVENT("for"),
        /** A wait for the signal of a condition. */
        SIGNAL("for a signal of"),
        /** A wait for an item of a queue. */
        ITEM("for an item of"),
        /** A wait for capacity in a queue or a pool. */
        CAPACITY("for capacity in"),
        /** A wait until all items of a queue have been processed. */
        TASKS("for the end of all tasks of"),
        /** A wait for the first of several things. */
        SELECT("for the first of"),
        /** An idle pool worker's wait for a task. */
        TASK("for a task of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns the words between "waits" and the awaited object. */
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
     * Returns the object that a thread waits for. For a description, see
     * {@link WaitTarget#describe}.
     *
     * @return the public object behind this blocker, such as a lock
     */
    Object awaited();

    /**
     * Returns the thread that must act for the wait to end, if it is known.
     *
     * @return the thread that holds the lock or is joined, or null if no such thread is known
     */
    default @Nullable Thread holder() {
        return null;
    }

    /**
     * Returns the threads that all must act for the wait to end, as far as they are known.
     *
     * @return the {@link #holder()}, or the readers of a readers-writer lock
     */
    default List<Thread> knownHolders() {
        var holder = holder();
        return holder == null ? List.of() : List.of(holder);
    }

    /**
     * Returns the threads that could end the wait of a thread that is parked at this blocker.
     *
     * @param waiter the waiting thread
     * @return the threads; may include threads that could not end the wait
     */
    Enders enders(Thread waiter);

    /**
     * Returns the number of waits at this blocker that have ended, modulo 2^32. If a thread is seen waiting here twice,
     * and the number has not changed in between, the thread was in the same wait both times.
     *
     * @return the number, which may also include waits at other blockers
     */
    int exits();

    /**
     * Returns what a thread is currently blocked on: a snapshot, which may already be outdated when this method
     * returns.
     *
     * @param thread any thread, platform or virtual
     * @return the blocker, or null if the thread does not wait in this library
     */
    static @Nullable Blocker of(Thread thread) {
        return LockSupport.getBlocker(thread) instanceof Blocker point ? point : null;
    }
}
