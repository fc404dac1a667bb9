package io.github.threading4j.insight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The event of one acquisition of a {@link LockOrderInversion} in a flight recording. */
@Name("threading4j.LockOrder")
@Label("Locks in Opposite Orders")
@Category("threading4j")
@Description("An acquisition of a cycle of acquisitions that may deadlock")
@StackTrace(false)
final class LockOrderEvent extends Event {
    @Label("Cycle")
    @Description("The number of the cycle; the events of one cycle have the same number")
    long cycle;

    @Label("Thread Name")
    @Description("The name of the thread that acquired the lock")
    @Nullable String threadName;

    @Label("Held")
    @Description("The lock that the thread held")
    @Nullable String held;

    @Label("Acquired")
    @Description("The lock that the thread acquired")
    @Nullable String acquired;

    @Label("At")
    @Description("The innermost call of the program that acquired the lock")
    @Nullable String at;
}
