package io.github.threading4j.insight;

import io.github.threading4j.internal.Checks;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread waits for in a {@link Snapshot}. Contains only text and numbers, so it keeps nothing reachable.
 *
 * @param kind the kind of the wait: {@code ACQUIRE} (a lock or a permit), {@code JOIN} (the end of a thread),
 *     {@code EVENT} (an event, a barrier or a result), {@code SIGNAL} (a signal of a condition), {@code ITEM} (an item
 *     of a queue), {@code CAPACITY} (capacity in a queue or a pool), {@code TASKS} (the end of all tasks of a queue),
 *     {@code TASK} (an idle worker's wait for a task), or {@code OTHER} (an object that is not of this library); later
 *     versions may add kinds
 * @param words the words between "waits" and the awaited object, such as {@code to acquire}
 * @param what the awaited object, as text
 * @param type the simple name of the class of the awaited object
 * @param name the name of the awaited object, up to the first comma; null if it has none
 * @param object the class and the identity hash code of the object that the thread is parked at, as shown by the dumps
 *     of {@code jcmd}
 * @param holder the id of the thread that holds the awaited lock; null if no such thread is known
 * @param enders the ids of threads that must act before the wait can end, such as the holder, a thread that is joined,
 *     or the thread that runs an awaited task; at most 20; empty if any thread could end the wait
 * @param atLeast the minimum time for which the wait has lasted; null unless a {@link Watch} with
 *     {@link WatchOptions#longerThan(double)} knows it
 * @since 0.1.0
 */
public record WaitSnapshot(
        String kind,
        String words,
        String what,
        String type,
        @Nullable String name,
        String object,
        @Nullable Long holder,
        List<Long> enders,
        @Nullable Duration atLeast) {
    /**
     * Creates a record.
     *
     * @param kind the kind of the wait
     * @param words the words between "waits" and the awaited object
     * @param what the awaited object, as text
     * @param type the simple name of its class
     * @param name its name, or null
     * @param object the class and the identity hash code of the object that the thread is parked at
     * @param holder the id of the thread that holds the awaited lock, or null
     * @param enders the ids of threads that must act before the wait can end
     * @param atLeast the minimum time for which the wait has lasted, or null
     * @throws IllegalArgumentException if {@code atLeast} is negative
     * @throws NullPointerException if an argument other than {@code name}, {@code holder} and {@code atLeast}, or an
     *     element of the list, is null
     */
    public WaitSnapshot {
        Checks.notNull(kind, "kind");
        Checks.notNull(words, "words");
        Checks.notNull(what, "what");
        Checks.notNull(type, "type");
        Checks.notNull(object, "object");
        enders = List.copyOf(Checks.notNull(enders, "enders"));
        if (atLeast != null && atLeast.isNegative()) {
            throw new IllegalArgumentException("atLeast is negative: " + atLeast + " (expected zero or more)");
        }
    }

    /** Returns the wait of another thread that is alike, except that a watch knows for how long it has lasted. */
    WaitSnapshot lasting(Duration time) {
        return new WaitSnapshot(kind, words, what, type, name, object, holder, enders, time);
    }

    /** Returns the wait of another thread that is alike, except for the threads that must act. */
    WaitSnapshot endedBy(List<Long> threads) {
        return new WaitSnapshot(kind, words, what, type, name, object, holder, threads, atLeast);
    }

    /** Returns the words that follow "waits", such as {@code to acquire Lock[owner=worker]}. */
    @Override
    public String toString() {
        return words + " " + what;
    }
}
