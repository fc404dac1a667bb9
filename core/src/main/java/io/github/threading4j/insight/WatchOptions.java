package io.github.threading4j.insight;

import io.github.threading4j.internal.Timeout;
import java.time.Duration;

/**
 * The immutable options of {@link Insight#watch(WatchOptions, io.github.threading4j.function.ThrowingConsumer)}; each
 * method returns modified options.
 *
 * <pre>{@code
 * var options = WatchOptions.defaults().every(1).longerThan(30);
 * try (var watch = Insight.watch(options, System.err::println)) {
 *     System.out.println(watch);
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * @since 0.1.0
 */
public final class WatchOptions {
    private static final WatchOptions DEFAULTS =
            new WatchOptions(Timeout.of(Duration.ofSeconds(5)), Timeout.FOREVER, false, false);

    /** The interval between two passes. */
    final long interval;

    /** The time after which a wait is reported, or FOREVER. */
    final long longWait;

    final boolean once;

    /** Whether the watch ends deadlocks. */
    final boolean throwing;

    private WatchOptions(long interval, long longWait, boolean once, boolean throwing) {
        this.interval = interval;
        this.longWait = longWait;
        this.once = once;
        this.throwing = throwing;
    }

    /**
     * Returns the default options: the watch searches for deadlocks every 5 seconds, until it is closed, and does not
     * report long waits.
     *
     * @return the defaults
     */
    public static WatchOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the interval at which the watch examines the threads.
     *
     * @param seconds the interval in seconds, more than 0
     * @return modified options
     * @throws IllegalArgumentException if {@code seconds} is NaN, zero or negative
     */
    public WatchOptions every(double seconds) {
        return new WatchOptions(positive(Timeout.orPoll(seconds), "interval", seconds), longWait, once, throwing);
    }

    /**
     * Sets the interval at which the watch examines the threads.
     *
     * @param interval the interval, more than zero
     * @return modified options
     * @throws IllegalArgumentException if {@code interval} is zero or negative
     * @throws NullPointerException if {@code interval} is null
     */
    public WatchOptions every(Duration interval) {
        return new WatchOptions(
                positive(Timeout.of(interval, "interval"), "interval", interval), longWait, once, throwing);
    }

    /**
     * Also reports each wait that has lasted for a time or longer, as a {@link LongWait}. This covers all waits without
     * a timeout that {@link Insight#findDeadlocks()} examines, including those for an event, an item or a permit, but
     * not those of idle workers. The watch then keeps about 100 bytes for each waiting thread.
     *
     * @param seconds the time in seconds, more than 0
     * @return modified options
     * @throws IllegalArgumentException if {@code seconds} is NaN, zero or negative
     */
    public WatchOptions longerThan(double seconds) {
        return new WatchOptions(interval, positive(Timeout.orPoll(seconds), "time", seconds), once, throwing);
    }

    /**
     * Like {@link #longerThan(double)}, with a {@link Duration}.
     *
     * @param time the time, more than zero
     * @return modified options
     * @throws IllegalArgumentException if {@code time} is zero or negative
     * @throws NullPointerException if {@code time} is null
     */
    public WatchOptions longerThan(Duration time) {
        return new WatchOptions(interval, positive(Timeout.of(time, "time"), "time", time), once, throwing);
    }

    /**
     * Ends the watch after its first finding.
     *
     * @return modified options
     */
    public WatchOptions once() {
        return new WatchOptions(interval, longWait, true, throwing);
    }

    /**
     * Also ends deadlocks that only their own threads could end ({@link Deadlock.Certainty#ONLY_THEY}): one of the
     * waits throws a {@link DeadlockException}, and then the handler is called. The thread of that wait releases its
     * locks as the exception passes through {@code with} blocks and {@code finally} clauses, so that the other threads
     * continue. Intended for tests, and for programs that would hang otherwise.
     *
     * <p>The exception is thrown by a wait without a timeout for an {@code RLock}, for the end of a
     * {@code NamedThread}, or for one future. This includes the uninterruptible {@code RLock.acquire}, {@code hold} and
     * {@code with}, the same methods of a {@code Condition} and of {@code asJavaLock()}, and {@code close} and similar
     * methods of executors and pools, which wait for threads. If no such wait is part of the deadlock, or if all of
     * them began before the program started its first throwing watch, the deadlock is only reported. A {@code Lock} or
     * a semaphore may be released by any thread, so a deadlock that involves one is only reported.
     *
     * <p>The data that the abandoned locks protect may be inconsistent, as with any exception.
     *
     * @return modified options
     */
    public WatchOptions throwing() {
        return new WatchOptions(interval, longWait, once, true);
    }

    private static long positive(long nanos, String name, Object given) {
        if (nanos <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + given + " (expected more than 0)");
        }
        return nanos;
    }

    @Override
    public String toString() {
        return "WatchOptions[every=" + Timeout.toDuration(interval) + ", longerThan="
                + (longWait == Timeout.FOREVER ? "never" : Timeout.toDuration(longWait)) + ", once=" + once
                + ", throwing=" + throwing + "]";
    }
}
