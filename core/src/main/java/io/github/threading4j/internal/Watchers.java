package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * The selects that wait for the same thing, such as an item of a queue, in FIFO order. Each change that makes the thing
 * available signals one of them; the select then attempts to take the thing.
 *
 * <p>No thing is left while a select waits for it:
 *
 * <ul>
 *   <li>A select first enlists and then attempts. A change that comes before the attempt is found by the attempt, and a
 *       later one signals a watcher.
 *   <li>A signalled select lists itself again before it attempts.
 *   <li>A select may be signalled and not attempt any more, because it has taken something else or its timeout has
 *       elapsed, or its attempt may throw an exception. It then passes the wake-up on to the next select.
 * </ul>
 */
public final class Watchers {
    /** The state of a {@link Watcher}. */
    private enum State {
        /** Does not wait. */
        OUT,
        /** Waits to be signalled; is in the list. */
        LISTED,
        /** Was signalled; is no longer in the list, so that the next change signals another watcher. */
        SIGNALLED
    }

    /** One select in the list. All fields are guarded by the mutex. */
    public final class Watcher {
        private final SelectSync select;
        private @Nullable Watcher before;
        private @Nullable Watcher after;

        /*
         *   OUT       -> LISTED      enlist(), before the select attempts
         *   LISTED    -> SIGNALLED   signal()
         *   SIGNALLED -> LISTED      rearm(), before the select attempts again
         *   any       -> OUT         delist(), which passes on the wake-up of a watcher that was SIGNALLED
         */
        private State state = State.OUT;

        /** Whether an attempt has failed with an exception, so that the wake-up before it must be passed on. */
        private boolean hasFailed;

        private Watcher(SelectSync select) {
            this.select = select;
        }

        /** Adds the watcher to the end of the list. */
        void enlist() {
            mutex.lock();
            insert(this, last, null);
            mutex.unlock();
        }

        /**
         * Adds the watcher to the front of the list if it was signalled, since it has waited longest. Acquires the
         * mutex in any case: a thread that has rung the select may not have marked the watcher as signalled yet.
         */
        void rearm() {
            mutex.lock();
            if (state == State.SIGNALLED) {
                insert(this, null, first);
            }
            mutex.unlock();
        }

        /** Called if an attempt has thrown an exception, so that {@link #delist} signals the next watcher. */
        void failed() {
            mutex.lock();
            hasFailed = true;
            mutex.unlock();
        }

        /**
         * Removes the watcher. If it was signalled, or an attempt has failed, signals the next one. Has no effect if it
         * is not enlisted.
         */
        void delist() {
            mutex.lock();
            try {
                var before = state;
                if (before == State.LISTED) {
                    remove(this);
                }
                state = State.OUT;
                if (before == State.SIGNALLED || hasFailed) {
                    hasFailed = false;
                    signal(1);
                }
            } finally {
                mutex.unlock();
            }
        }
    }

    private final Mutex mutex;

    // The list. Written with the mutex held; the first one is also read without it.
    private volatile @Nullable Watcher first;
    private @Nullable Watcher last;

    /**
     * Creates an empty list.
     *
     * @param mutex guards the list
     */
    public Watchers(Mutex mutex) {
        this.mutex = mutex;
    }

    /** Creates a watcher that is not enlisted. */
    Watcher watcher(SelectSync select) {
        return new Watcher(select);
    }

    /**
     * Signals watchers that something has become available. The calling thread must hold the mutex.
     *
     * @param most the maximum number of watchers to signal
     */
    public void signal(long most) {
        var next = first;
        for (var left = most; left > 0 && next != null; left--) {
            next.select.ring(); // first: if this fails, the watcher stays in the list
            remove(next);
            next.state = State.SIGNALLED;
            next = first;
        }
    }

    /**
     * Acquires the mutex and signals watchers. If none is enlisted, this only costs a read: a thread that enlists from
     * now on attempts afterwards.
     *
     * @param most the maximum number of watchers to signal
     */
    void lockAndSignal(long most) {
        if (first != null) {
            mutex.lock();
            try {
                signal(most);
            } finally {
                mutex.unlock();
            }
        }
    }

    private void insert(Watcher watcher, @Nullable Watcher before, @Nullable Watcher after) {
        watcher.before = before;
        watcher.after = after;
        if (before == null) {
            first = watcher;
        } else {
            before.after = watcher;
        }
        if (after == null) {
            last = watcher;
        } else {
            after.before = watcher;
        }
        watcher.state = State.LISTED;
    }

    private void remove(Watcher watcher) {
        var before = watcher.before;
        var after = watcher.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        watcher.before = null;
        watcher.after = null;
    }
}
