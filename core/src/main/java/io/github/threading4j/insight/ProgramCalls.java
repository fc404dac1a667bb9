package io.github.threading4j.insight;

import io.github.threading4j.internal.Labels;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Selects the calls of a stack trace that a reader of a report looks for. */
final class ProgramCalls {
    private static final String LIBRARY = "io.github.threading4j.";

    private static final Set<String> SUBPACKAGES = Set.of(
            "contextvars",
            "faulthandler",
            "function",
            "futures",
            "insight",
            "internal",
            "lowlevel",
            "pool",
            "queue",
            "sched",
            "select",
            "taskgroups");

    private ProgramCalls() {}

    /**
     * Returns a stack trace without the calls of Java and of this library at its two ends: above the innermost call of
     * the program are the calls that make the thread wait, and below the outermost one are those that started it.
     *
     * @param stack a stack trace, innermost call first
     * @return the calls from the program's innermost call to its outermost call; all calls if the program has none
     */
    static List<StackTraceElement> of(List<StackTraceElement> stack) {
        var begin = 0;
        var end = stack.size();
        while (begin < end && !isOfTheProgram(stack.get(begin))) {
            begin++;
        }
        while (begin < end && !isOfTheProgram(stack.get(end - 1))) {
            end--;
        }
        return begin < end ? stack.subList(begin, end) : stack;
    }

    /** Returns the program's innermost call of a stack trace; null if the stack trace is empty. */
    static @Nullable String innermost(List<StackTraceElement> stack) {
        return stack.isEmpty() ? null : Labels.ofCall(of(stack).get(0));
    }

    private static boolean isOfTheProgram(StackTraceElement call) {
        var name = call.getClassName();
        if (name.startsWith(LIBRARY)) {
            var packageEnd = name.indexOf('.', LIBRARY.length());
            return packageEnd > 0 && !SUBPACKAGES.contains(name.substring(LIBRARY.length(), packageEnd));
        }
        return !name.startsWith("java.") && !name.startsWith("jdk.");
    }
}
