package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread in a {@link Snapshot}. Contains only text and numbers, so it keeps neither the thread nor a lock reachable.
 *
 * @param id the id of the thread
 * @param name the name of the thread
 * @param virtual whether the thread is virtual
 * @param daemon whether {@link Thread#isDaemon()} returns true
 * @param state the state of the thread; null if it is unknown, since the class of the thread overrides a method that
 *     failed
 * @param waitsFor what the thread waits for; null if it does not wait, or if that is unknown
 * @param holds the locks and permits that the thread is known to hold: those that were recorded, and those that listed
 *     threads wait for
 * @param stack the stack trace, innermost call first; empty if it was not taken
 * @since 0.1.0
 */
public record ThreadSnapshot(
        long id,
        String name,
        boolean virtual,
        boolean daemon,
        Thread.@Nullable State state,
        @Nullable WaitSnapshot waitsFor,
        List<Held> holds,
        List<StackTraceElement> stack) {
    /**
     * Creates a record.
     *
     * @param id the id of the thread
     * @param name the name of the thread
     * @param virtual whether the thread is virtual
     * @param daemon whether the thread is a daemon
     * @param state the state of the thread, or null
     * @param waitsFor what the thread waits for, or null
     * @param holds the locks and permits that the thread is known to hold
     * @param stack the stack trace
     * @throws NullPointerException if {@code name}, {@code holds}, {@code stack} or an element of a list is null
     */
    public ThreadSnapshot {
        Checks.notNull(name, "name");
        holds = List.copyOf(Checks.notNull(holds, "holds"));
        stack = List.copyOf(Checks.notNull(stack, "stack"));
    }

    /** Returns the thread and what it waits for, in one line. */
    @Override
    public String toString() {
        var text = new StringBuilder("\"").append(name).append("\" (ident=").append(id);
        text.append(virtual ? ", virtual" : "").append(daemon ? ", daemon, " : ", ");
        text.append(state).append(')');
        return (waitsFor == null ? text : text.append(" waits ").append(waitsFor)).toString();
    }
}
