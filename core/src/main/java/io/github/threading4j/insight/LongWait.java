package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.ThreadingAccess;
import java.time.Duration;
import java.util.List;

/**
 * A wait without a timeout that has lasted for a long time, perhaps intentionally.
 *
 * <pre>
 * A wait has lasted for at least 30 s
 *   "loader" (ident=24) waits to acquire RLock[name=cache, owner=writer, count=1], held by "writer"
 *       at app.Cache.load(Cache.java:41)
 *   "writer" is
 *       at app.Disk.write(Disk.java:17)
 *   2 more threads have waited for the same that long
 * </pre>
 *
 * @param waiter the thread and what it waits for
 * @param atLeast the minimum time for which the wait has lasted; the actual time is longer by at most the interval of
 *     the watch
 * @param others the number of other threads that have waited for the same object for at least the configured time
 * @param holderStack the stack trace of the thread that holds the lock, at about the same moment; empty if no thread is
 *     known to hold it
 * @since 0.1.0
 */
public record LongWait(Waiter waiter, Duration atLeast, int others, List<StackTraceElement> holderStack)
        implements Finding {
    /**
     * Creates a record.
     *
     * @param waiter the thread and what it waits for
     * @param atLeast the minimum time for which the wait has lasted
     * @param others the number of other threads that have waited for the same object for at least the configured time
     * @param holderStack the stack trace of the thread that holds the lock, or an empty list
     * @throws IllegalArgumentException if {@code atLeast} or {@code others} is negative
     * @throws NullPointerException if an argument or an element of the list is null
     */
    public LongWait {
        Checks.notNull(waiter, "waiter");
        if (Checks.notNull(atLeast, "atLeast").isNegative()) {
            throw new IllegalArgumentException("atLeast is negative: " + atLeast + " (expected zero or more)");
        }
        Checks.atLeast(others, 0, "others is negative");
        holderStack = List.copyOf(Checks.notNull(holderStack, "holderStack"));
    }

    /** Returns text like a thread dump, as in the example above. */
    @Override
    public String toString() {
        var text = new StringBuilder("A wait has lasted for at least ")
                .append(seconds())
                .append(" s\n")
                .append(waiter.toString().indent(2).stripTrailing());
        if (waiter.holder() != null && !holderStack.isEmpty()) {
            text.append("\n  \"")
                    .append(ThreadingAccess.get().nameOf(waiter.holder()))
                    .append("\" is");
            for (var call : ProgramCalls.of(holderStack)) {
                text.append("\n      at ").append(Labels.ofCall(call));
            }
        }
        if (others > 0) {
            text.append("\n  ").append(others).append(others == 1 ? " more thread has" : " more threads have");
            text.append(" waited for the same that long");
        }
        return text.toString();
    }

    /** Returns the seconds, with decimal places only if it is short. */
    private String seconds() {
        return atLeast.toSeconds() >= 10
                ? String.valueOf(atLeast.toSeconds())
                : String.valueOf(atLeast.toMillis() / 1e3);
    }
}
