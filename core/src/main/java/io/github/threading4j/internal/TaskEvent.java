package io.github.threading4j.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The event of a task of a pool or an executor in a flight recording. It lasts from the submission to the end. It
 * has only fields, like {@link WaitEvent}.
 */
@Name("threading4j.Task")
@Label("Task")
@Category("threading4j")
@Description("A task of a pool or an executor, from its submission to its end, in the thread that ran it")
@Threshold("10 ms")
@StackTrace(false)
final class TaskEvent extends Event {
    @Label("Pool")
    @Description("The name of the pool or executor")
    @Nullable String pool;

    @Label("Queued For")
    @Description("The time from the submission until a thread began to run the task")
    @Timespan(Timespan.NANOSECONDS)
    long queuedFor;

    @Label("Ran For")
    @Description("The time for which the task ran")
    @Timespan(Timespan.NANOSECONDS)
    long ranFor;
}
