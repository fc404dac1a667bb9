package io.github.threading4j.taskgroups;

import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Warnings;
import java.util.concurrent.TimeUnit;

/** The warning about tasks that have not ended although they were cancelled. */
final class StuckTasks {
    /** How long a group waits for cancelled tasks until it warns. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private StuckTasks() {}

    /** Logs the tasks that have not ended, with their stack traces, and the first failure of the group. */
    static void warn(GroupState group) {
        try {
            var first = group.failures().peekFirst();
            Warnings.warn(group.type, message(group), first == null ? null : first.failure);
        } catch (Throwable e) { // the logger has failed; the group must still wait for its tasks
            ThreadingAccess.get().report(e);
        }
    }

    private static String message(GroupState group) {
        var text = new StringBuilder("tasks have not ended although they were cancelled: ")
                .append(group)
                .append(" (expected tasks that wait in this library, call CancelScope.check(),")
                .append(" or end when interrupted)");
        for (var task : group.tasks()) {
            if (!task.hasEnded()) {
                text.append("\n").append(task.name());
                for (var call : JavaThreads.stackOf(task.thread())) {
                    text.append("\n    at ").append(Labels.ofCall(call));
                }
            }
        }
        return text.toString();
    }
}
