package io.github.threading4j.insight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The event of one thread of a {@link Deadlock} in a flight recording. */
@Name("threading4j.Deadlock")
@Label("Deadlock")
@Category("threading4j")
@Description("A thread of a deadlock that a watch has found; the events of one deadlock have the same number")
@StackTrace(false)
final class DeadlockEvent extends Event {
    @Label("Deadlock")
    @Description("The number of the deadlock, the same for each of its threads")
    long deadlock;

    @Label("Kind")
    @Description("OWNER_ENDED, POOL_EXHAUSTED, CYCLE or NOBODY_LEFT")
    @Nullable String kind;

    @Label("Certainty")
    @Description("ONLY_THEY, UNLESS_RELEASED or UNLESS_UNSEEN: what else might end the deadlock")
    @Nullable String certainty;

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

    @Label("Holder")
    @Description("The thread that holds the lock that the waiting thread waits for, if it is known")
    @Nullable Thread holder;

    @Label("Holder Name")
    @Description("The name of the holder")
    @Nullable String holderName;
}
