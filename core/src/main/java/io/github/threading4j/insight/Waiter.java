package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A waiting thread, as it was at the time of the search. Apart from threads, a {@code Waiter} contains only text, so it
 * does not keep locks or data reachable.
 *
 * @param thread the thread
 * @param name the name of the thread
 * @param waitsFor what the thread waits for, with the words that follow "waits", such as
 *     {@code to acquire Lock[owner=worker]}
 * @param holder the thread that holds the lock that this thread waits for; null if no such thread is known
 * @param holds the locks that the thread is known to hold
 * @param stack the stack trace of the thread, innermost call first; empty if it is unknown
 * @since 0.1.0
 */
public record Waiter(
        Thread thread,
        String name,
        String waitsFor,
        @Nullable Thread holder,
        List<Held> holds,
        List<StackTraceElement> stack) {
    /**
     * Creates a record.
     *
     * @param thread the thread
     * @param name the name of the thread
     * @param waitsFor what the thread waits for
     * @param holder the thread that holds the awaited lock, or null
     * @param holds the locks that the thread is known to hold
     * @param stack the stack trace of the thread
     * @throws NullPointerException if an argument other than {@code holder}, or an element of a list, is null
     */
    public Waiter {
        Checks.notNull(thread, "thread");
        Checks.notNull(name, "name");
        Checks.notNull(waitsFor, "waitsFor");
        holds = List.copyOf(Checks.notNull(holds, "holds"));
        stack = List.copyOf(Checks.notNull(stack, "stack"));
    }

    /**
     * Returns text like a thread dump: the thread, and a line for each call and for each lock that it holds. Calls of
     * Java and of this library above the first call of the program and below the last one are left out.
     */
    @Override
    public String toString() {
        var text = new StringBuilder("\"").append(name).append("\" (ident=").append(JavaThreads.id(thread));
        text.append(JavaThreads.isVirtual(thread) ? ", virtual) waits " : ") waits ")
                .append(waitsFor);
        if (holder != null) {
            text.append(", held by \"")
                    .append(ThreadingAccess.get().nameOf(holder))
                    .append('"');
        }
        for (var call : ProgramCalls.of(stack)) {
            text.append("\n    at ").append(Labels.ofCall(call));
        }
        for (var lock : holds) {
            text.append("\n    holds ").append(lock);
        }
        return text.toString();
    }
}
