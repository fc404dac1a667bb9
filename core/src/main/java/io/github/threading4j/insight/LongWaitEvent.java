package io.github.threading4j.insight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The event of a {@link LongWait} in a flight recording: unlike other events of waits, it does not need its end. */
@Name("threading4j.LongWait")
@Label("Long Wait")
@Category("threading4j")
@Description("A wait that had lasted for a long time when a watch found it")
@StackTrace(false)
final class LongWaitEvent extends Event {
    @Label("Waiting Thread")
    @Nullable Thread waiter;

    @Label("Waiting Thread Name")
    @Nullable String waiterName;

    @Label("Waits")
    @Description("What the thread waits for, with the words that follow \"waits\"")
    @Nullable String waitsFor;

    @Label("At")
    @Description("The innermost call of the program in the waiting thread")
    @Nullable String at;

    @Label("At Least")
    @Description("The minimum time for which the wait has lasted")
    @Timespan(Timespan.NANOSECONDS)
    long atLeast;

    @Label("Others")
    @Description("The number of other threads that have waited for the same that long")
    int others;

    @Label("Holder")
    @Description("The thread that holds the lock that the waiting thread waits for, if it is known")
    @Nullable Thread holder;

    @Label("Holder Name")
    @Description("The name of the holder")
    @Nullable String holderName;
}
