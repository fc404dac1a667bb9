package io.github.threading4j.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * The event of a wait, of a platform or virtual thread, in a flight recording. It has only fields: with some methods,
 * the flight recorder of Java 17 fails to instrument the class, and no event is recorded.
 */
@Name("threading4j.Wait")
@Label("Wait")
@Category("threading4j")
@Description("A thread waited for a lock, a permit, a signal, an event, an item, a result or the end of a thread")
@Threshold("10 ms")
@StackTrace(true)
final class WaitEvent extends Event {
    @Label("Kind")
    @Description("What kind of wait it was, such as ACQUIRE for a lock or a permit")
    @Nullable String kind;

    @Label("Waited For")
    @Description("What the thread waited for, and its state when the wait had ended")
    @Nullable String what;

    @Label("Name")
    @Description("The name that the program gave to what the thread waited for, if any")
    @Nullable String name;

    @Label("Holder")
    @Description("The thread that held the lock or had to end, when the wait began, if it was known")
    @Nullable Thread holder;

    @Label("Holder Name")
    @Description("The name of the holder")
    @Nullable String holderName;

    @Label("Outcome")
    @Description("DONE, TIMED_OUT, INTERRUPTED, CANCELLED (ended by a watch for deadlocks) or FAILED")
    @Nullable String outcome;
}
