package io.github.threading4j.internal;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The locks that a thread still held when it, or a task that it ran, ended. The most recent of these records are kept
 * for those who watch.
 *
 * @param number the number of records that were added before this one
 * @param thread the thread
 * @param ofTask true if a task has ended, false if the thread has ended
 * @param locks the locks
 */
public record HeldLocks(long number, Thread thread, boolean ofTask, List<RecordedHold> locks) {
    /** The maximum number of records that are kept. */
    private static final int MOST = 100;

    private static final ArrayDeque<HeldLocks> RECENT = new ArrayDeque<>(MOST);

    /** The number of records that were ever added; guarded, like the records, by the lock of the class. */
    private static long added;

    static synchronized void add(Thread thread, boolean ofTask, List<RecordedHold> locks) {
        if (RECENT.size() == MOST) {
            RECENT.removeFirst();
        }
        RECENT.addLast(new HeldLocks(added, thread, ofTask, locks));
        added++;
    }

    /** {@return the number of records that were ever added} */
    public static synchronized long added() {
        return added;
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
