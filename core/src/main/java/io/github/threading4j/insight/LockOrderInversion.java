package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.OrderNews;
import java.util.List;

/**
 * Threads that acquire the same locks in different orders, so that they may deadlock, even if they never have. Found
 * only for locks that were created while a {@link Recording} with {@link RecordOptions#lockOrder()} was open.
 *
 * <pre>
 * Two locks are acquired in opposite orders, which may deadlock
 *   "left" holds RLock[name=A] and acquires RLock[name=B]
 *       at app.Transfer.run(Transfer.java:41)
 *   "right" holds RLock[name=B] and acquires RLock[name=A]
 *       at app.Transfer.run(Transfer.java:44)
 * </pre>
 *
 * <p>Each cycle of locks is reported once, unless a cycle of some of these locks was reported before. If more than 256
 * cycles are found between two surveys of the watch, the earlier ones are lost. A lock without a name is described by a
 * number, which differs for each lock. It is possible that the threads can never deadlock, because of something that
 * the recording does not see: a monitor or a {@code java.util.concurrent} lock that they hold in both orders, or that
 * one of them starts only after the other has ended.
 *
 * @param cycle the acquisitions: each thread holds the lock that the thread before it acquires, and the first thread
 *     holds the one that the last thread acquires
 * @since 0.1.0
 */
public record LockOrderInversion(List<Edge> cycle) implements Finding {
    /**
     * An acquisition of a lock by a thread that held another lock.
     *
     * @param held the lock that the thread held, as text
     * @param acquired the lock that the thread acquired, as text
     * @param thread the name of the thread
     * @param at the stack trace of the thread when it began to acquire the lock, innermost call first. If other threads
     *     have done the same, this describes one of the first two.
     * @since 0.1.0
     */
    public record Edge(String held, String acquired, String thread, List<StackTraceElement> at) {
        /**
         * Creates a record.
         *
         * @param held the lock that the thread held, as text
         * @param acquired the lock that the thread acquired, as text
         * @param thread the name of the thread
         * @param at the stack trace of the acquisition
         * @throws NullPointerException if an argument or an element of the list is null
         */
        public Edge {
            Checks.notNull(held, "held");
            Checks.notNull(acquired, "acquired");
            Checks.notNull(thread, "thread");
            at = List.copyOf(Checks.notNull(at, "at"));
        }

        /** Returns the text, with a line for each call of the program. */
        @Override
        public String toString() {
            var text = new StringBuilder("\"").append(thread);
            text.append("\" holds ").append(held).append(" and acquires ").append(acquired);
            for (var call : ProgramCalls.of(at)) {
                text.append("\n    at ").append(Labels.ofCall(call));
            }
            return text.toString();
        }
    }

    /**
     * Creates a record.
     *
     * @param cycle the acquisitions
     * @throws NullPointerException if {@code cycle} or an element of it is null
     */
    public LockOrderInversion {
        cycle = List.copyOf(Checks.notNull(cycle, "cycle"));
    }

    static LockOrderInversion of(OrderNews news) {
        return new LockOrderInversion(news.steps().stream()
                .map(step -> new Edge(step.held(), step.acquired(), step.thread(), step.stack()))
                .toList());
    }

    /** Returns the text shown above. */
    @Override
    public String toString() {
        var text = new StringBuilder(
                cycle.size() == 2
                        ? "Two locks are acquired in opposite orders, which may deadlock"
                        : cycle.size() + " locks are acquired in orders that form a cycle, which may deadlock");
        for (var edge : cycle) {
            text.append('\n').append(edge.toString().indent(2).stripTrailing());
        }
        return text.toString();
    }
}
