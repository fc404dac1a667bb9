package io.github.threading4j.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Every conversion of a timeout to nanoseconds: one method for each of Python's rules, and one for {@link Duration}.
 *
 * <p>The result is a number of nanoseconds to wait: 0 or less means "do not wait", {@link #FOREVER} means "without a
 * limit". Fractions are rounded up, so that no wait ends early. NaN is refused by all; what is too large to count (292
 * years) waits forever.
 *
 * <p>A deadline is {@code System.nanoTime() + nanos} and the time left is {@code deadline - System.nanoTime()}: right
 * for every result of this class, since both the sum and the difference wrap around.
 */
public final class Timeout {
    /** Wait without a limit. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** {@link #FOREVER} as a duration: the longest one whose {@code toNanos()} does not overflow. */
    public static final Duration LONGEST = Duration.ofNanos(FOREVER);

    /** The largest number of seconds that is told apart from "forever": Python's {@code threading.TIMEOUT_MAX}. */
    public static final double MAX_SECONDS = 9_223_372_036.0;

    private static final double NANOS_PER_SECOND = 1e9;

    private Timeout() {}

    /**
     * Python's rule for {@code Lock.acquire}: -1 waits forever, any other negative number is an error.
     *
     * @param seconds the timeout
     * @return nanoseconds to wait
     * @throws IllegalArgumentException if it is NaN, or negative but not -1
     */
    public static long ofLock(double seconds) {
        if (seconds == -1) {
            return FOREVER;
        }
        if (seconds < 0) {
            throw new IllegalArgumentException("timeout value must be a non-negative number: " + seconds
                    + " (expected seconds >= 0, or -1 to wait forever)");
        }
        return nanos(seconds, "timeout");
    }

    /**
     * Python's rule for {@code Thread.join} and everything built on conditions: a negative number polls, like 0.
     *
     * @param seconds the timeout
     * @return nanoseconds to wait
     * @throws IllegalArgumentException if it is NaN
     */
    public static long orPoll(double seconds) {
        return orPoll(seconds, "timeout");
    }

    /**
     * As {@link #orPoll(double)}, for a timeout of another name.
     *
     * @param seconds the timeout
     * @param name what the method calls it
     * @return nanoseconds to wait
     * @throws IllegalArgumentException if it is NaN
     */
    public static long orPoll(double seconds, String name) {
        return seconds < 0 ? 0 : nanos(seconds, name);
    }

    /**
     * Python's rule for {@code queue}: a negative number is an error, but one that the queue finds only when it looks.
     *
     * @param seconds the timeout
     * @return nanoseconds to wait, or a negative number for {@link #refuse} if {@code seconds} is negative: its bits,
     *     which tell the exact value
     * @throws IllegalArgumentException if it is NaN
     */
    public static long ofQueue(double seconds) {
        return seconds < 0 ? Double.doubleToRawLongBits(seconds) : nanos(seconds, "timeout");
    }

    /**
     * Refuses a negative result of {@link #ofQueue}.
     *
     * @param nanos what it returned
     * @throws IllegalArgumentException if that is negative
     */
    public static void refuse(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("'timeout' must be a non-negative number: "
                    + Double.longBitsToDouble(nanos) + " (expected seconds >= 0)");
        }
    }

    /**
     * Python's rule for {@code time.sleep}: a negative number is an error.
     *
     * @param seconds how long to sleep
     * @return nanoseconds to sleep
     * @throws IllegalArgumentException if it is NaN or negative
     */
    public static long ofSleep(double seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException(
                    "sleep length must be non-negative: " + seconds + " (expected seconds >= 0)");
        }
        return nanos(seconds, "sleep length");
    }

    /**
     * Java's rule, for every method: zero or negative means do not wait.
     *
     * @param timeout the timeout
     * @return nanoseconds to wait
     * @throws NullPointerException if it is null
     */
    public static long of(Duration timeout) {
        return of(timeout, "timeout");
    }

    /**
     * As {@link #of(Duration)}, for a timeout of another name.
     *
     * @param timeout the timeout
     * @param name what the method calls it
     * @return nanoseconds to wait
     * @throws NullPointerException if it is null
     */
    public static long of(Duration timeout, String name) {
        Checks.notNull(timeout, name);
        if (timeout.isNegative()) {
            return 0;
        }
        return timeout.toSeconds() >= (long) MAX_SECONDS ? FOREVER : timeout.toNanos();
    }

    /**
     * The way back, for a method that takes a duration.
     *
     * @param nanos nanoseconds to wait, as this class gives them
     * @return the duration for which {@link #of(Duration)} gives as many
     */
    public static Duration toDuration(long nanos) {
        return nanos == FOREVER ? LONGEST : Duration.ofNanos(nanos);
    }

    /**
     * Java's rule for a number and its unit: zero or negative means do not wait.
     *
     * @param timeout the timeout
     * @param unit its unit
     * @return nanoseconds to wait, not negative
     * @throws NullPointerException if the unit is null
     */
    public static long of(long timeout, TimeUnit unit) {
        return Math.max(0, Checks.notNull(unit, "unit").toNanos(timeout));
    }

    private static long nanos(double seconds, String what) {
        Checks.number(seconds, what);
        return seconds >= MAX_SECONDS ? FOREVER : (long) Math.ceil(seconds * NANOS_PER_SECOND);
    }

    /**
     * What is left of a wait after a wake-up.
     *
     * @param deadline when it ends, as {@code System.nanoTime()} at its beginning plus {@code nanos}
     * @param nanos how long it was to last, as this class gives it
     * @return nanoseconds to wait; 0 or less if time is up
     */
    public static long left(long deadline, long nanos) {
        return nanos == FOREVER ? FOREVER : deadline - System.nanoTime();
    }
}
