package io.github.threading4j.sched;

import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Checks;
import java.util.Comparator;

/**
 * An event of a {@link Scheduler}: Python's {@code sched.Event}.
 *
 * <p>Events are ordered by time, then by priority, then by the order in which they were entered.
 *
 * <p><b>Differences from Python.</b> {@code argument} and {@code kwargs} are captured by the action.
 *
 * @param time the time at which the event is due, in seconds of the scheduler's clock
 * @param priority the priority: of two events with the same time, the one with the smaller number comes first
 * @param sequence the unique position in the order of all events of the scheduler
 * @param action the action to run
 * @since 0.1.0
 */
public record ScheduledEvent(double time, int priority, long sequence, Target action)
        implements Comparable<ScheduledEvent> {
    private static final Comparator<ScheduledEvent> ORDER = Comparator.comparingDouble(ScheduledEvent::time)
            .thenComparingInt(ScheduledEvent::priority)
            .thenComparingLong(ScheduledEvent::sequence);

    /**
     * Creates an event, which is not in the queue of any scheduler.
     *
     * @param time the time at which the event is due
     * @param priority the priority
     * @param sequence the position
     * @param action the action to run
     * @throws IllegalArgumentException if {@code time} is NaN
     * @throws NullPointerException if {@code action} is null
     */
    public ScheduledEvent {
        Checks.number(time, "time");
        Checks.notNull(action, "action");
    }

    @Override
    public int compareTo(ScheduledEvent other) {
        return ORDER.compare(this, Checks.notNull(other, "other"));
    }
}
