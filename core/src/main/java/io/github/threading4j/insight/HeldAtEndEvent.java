package io.github.threading4j.insight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The event of one lock of a {@link HeldAtEnd} in a flight recording. */
@Name("threading4j.HeldAtEnd")
@Label("Lock Held at the End")
@Category("threading4j")
@Description("A lock that a thread still held when it, or a task that it ran, ended")
@StackTrace(false)
final class HeldAtEndEvent extends Event {
    @Label("End")
    @Description("What has ended: THREAD or TASK")
    @Nullable String end;

    @Label("Thread")
    @Description("The thread that held the lock")
    @Nullable Thread holder;

    @Label("Thread Name")
    @Description("The name of the thread that held the lock")
    @Nullable String holderName;

    @Label("Lock")
    @Nullable String lock;

    @Label("Held For")
    @Description("For how long the thread had held the lock; 0 if this was not recorded")
    @Timespan(Timespan.NANOSECONDS)
    long heldFor;

    @Label("Acquired At")
    @Description("The innermost call of the program that acquired the lock, if this was recorded")
    @Nullable String acquiredAt;
}
