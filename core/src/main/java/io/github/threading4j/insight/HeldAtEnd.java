package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.HeldLocks;
import io.github.threading4j.internal.RecordedHold;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.List;

/**
 * Locks that a thread still held when it ended, or when a task that it ran ended. Found only for
 * locks that were created while a {@link Recording} was open.
 *
 * <pre>
 * A lock was still held at the end of thread "loader"
 *   RLock[name=cache, owner=loader, count=1], for 0.12 s, acquired at app.Cache.fill(Cache.java:17)
 * </pre>
 *
 * <p>No thread can release an {@code RLock} whose owner has ended. A {@code Lock} may be released by any thread; it is
 * not reported if that has happened by the time of the survey. Permits of a semaphore are never reported. A lock that
 * was reported at the end of a task is not reported again at the end of the thread. If more than 1,000 ends are to be
 * reported by one survey, the earlier ones are lost.
 *
 * @param end what has ended
 * @param thread the thread
 * @param name the name of the thread
 * @param locks the locks, in the order in which they were acquired
 * @since 0.1.0
 */
public record HeldAtEnd(End end, Thread thread, String name, List<Held> locks) implements Finding {
    /** What has ended without releasing its locks. */
    public enum End {
        /** The thread. */
        THREAD,
        /** A task of a pool or an executor. The thread that ran it continues. */
        TASK
    }

    /**
     * Creates a record.
     *
     * @param end what has ended
     * @param thread the thread
     * @param name the name of the thread
     * @param locks the locks
     * @throws NullPointerException if an argument or an element of the list is null
     */
    public HeldAtEnd {
        Checks.notNull(end, "end");
        Checks.notNull(thread, "thread");
        Checks.notNull(name, "name");
        locks = List.copyOf(Checks.notNull(locks, "locks"));
    }

    static HeldAtEnd of(HeldLocks held, List<RecordedHold> locks) {
        return new HeldAtEnd(
                held.ofTask() ? End.TASK : End.THREAD,
                held.thread(),
                ThreadingAccess.get().nameOf(held.thread()),
                locks.stream().map(Held::of).toList());
    }

    /** Returns the text shown above. */
    @Override
    public String toString() {
        var text = new StringBuilder(locks.size() == 1 ? "A lock was" : locks.size() + " locks were");
        text.append(end == End.TASK ? " still held at the end of a task of \"" : " still held at the end of thread \"");
        text.append(name).append('"');
        for (var lock : locks) {
            text.append("\n  ").append(lock);
        }
        return text.toString();
    }
}
