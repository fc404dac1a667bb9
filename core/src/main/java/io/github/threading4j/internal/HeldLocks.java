package io.github.threading4j.internal;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The locks that a thread still held when it, or a task that it ran, ended. The most recent records are kept while
 * there is a watch.
 *
 * @param number the number of records that were added before this one
 * @param thread the thread
 * @param ofTask true if a task has ended, false if the thread has ended
 * @param locks the locks
 */
public record HeldLocks(long number, Thread thread, boolean ofTask, List<RecordedHold> locks) {
    /** The maximum number of records that are kept. */
    private static final int MOST = 1_000;

    private static final ArrayDeque<HeldLocks> RECENT = new ArrayDeque<>();

    /** The number of watches. Without any, nothing is kept: the records refer to threads. */
    private static volatile int watches;

    /** The number of records that were ever added; guarded, like the records, by the lock of the class. */
    private static long added;

    /** {@return whether there is a watch that will see the records} */
    static boolean isWatched() {
        return watches > 0;
    }

    /**
     * Registers a watch, which must call {@link #endWatch()}.
     *
     * @return the number of the next record
     */
    public static synchronized long beginWatch() {
        watches++;
        return added;
    }

    /** Unregisters a watch. */
    public static synchronized void endWatch() {
        if (--watches == 0) {
            RECENT.clear();
        }
    }

    static synchronized void add(Thread thread, boolean ofTask, List<RecordedHold> locks) {
        if (watches == 0) {
            return; // the last watch has ended meanwhile
        }
        if (RECENT.size() == MOST) {
            RECENT.removeFirst();
        }
        RECENT.addLast(new HeldLocks(added, thread, ofTask, locks));
        added++;
    }

    /**
     * Returns the records that were added recently.
     *
     * @param number the number of the first record to return
     * @return the records with this number and higher ones, oldest first, except for those that are no longer kept
     */
    public static synchronized List<HeldLocks> from(long number) {
        return RECENT.stream().filter(held -> held.number >= number).toList();
    }
}
