package io.github.threading4j.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The conversions of timeouts to nanoseconds: one method for each of Python's rules, and one for {@link Duration}.
 *
 * <p>The result is a number of nanoseconds to wait. If it is 0 or less, the caller does not wait; if it is
 * {@link #FOREVER}, the caller waits indefinitely. Fractions are rounded up, so that no wait ends early. NaN is always
 * rejected; a value too large to count (292 years) waits forever.
 *
 * <p>A deadline is {@code System.nanoTime() + nanos} and the time left is {@code deadline - System.nanoTime()}. Both
 * are correct for every result of this class, since the sum and the difference wrap around in the same way.
 */
public final class Timeout {
    /** The value for an indefinite wait. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** {@link #FOREVER} as a duration: the longest duration whose {@code toNanos()} does not overflow. */
    public static final Duration LONGEST = Duration.ofNanos(FOREVER);

    /** A timeout of at least this many seconds is indefinite: Python's {@code threading.TIMEOUT_MAX}. */
    public static final double MAX_SECONDS = 9_223_372_036.0;

    private static final double NANOS_PER_SECOND = 1e9;

    private Timeout() {}

    /**
     * Applies Python's rule for {@code Lock.acquire}: -1 waits forever, any other negative number is an error.
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
     * Applies Python's rule for {@code Thread.join} and everything built on conditions: a negative number polls, like
     * 0.
     *
     * @param seconds the timeout
     * @return nanoseconds to wait
     * @throws IllegalArgumentException if it is NaN
     */
    public static long orPoll(double seconds) {
        return orPoll(seconds, "timeout");
    }

    /**
     * Like {@link #orPoll(double)}, for a parameter with another name.
     *
     * @param seconds the timeout
     * @param name the name of the parameter
     * @return nanoseconds to wait
     * @throws IllegalArgumentException if it is NaN
     */
    public static long orPoll(double seconds, String name) {
        return seconds < 0 ? 0 : nanos(seconds, name);
    }

    /**
     * Applies Python's rule for {@code queue}: a negative number is an error, but the queue checks the timeout only if
     * it has to wait.
     *
     * @param seconds the timeout
     * @return nanoseconds to wait; for a negative timeout, the raw bits of the {@code double}, a negative number from
     *     which {@link #refuse} can restore the exact value
     * @throws IllegalArgumentException if it is NaN
     */
    public static long ofQueue(double seconds) {
        return seconds < 0 ? Double.doubleToRawLongBits(seconds) : nanos(seconds, "timeout");
    }

    /**
     * Rejects a negative result of {@link #ofQueue}.
     *
     * @param nanos the result
     * @throws IllegalArgumentException if it is negative
     */
    public static void refuse(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("'timeout' must be a non-negative number: "
                    + Double.longBitsToDouble(nanos) + " (expected seconds >= 0)");
        }
    }

    /**
     * Applies Python's rule for {@code time.sleep}: a negative number is an error.
     *
     * @param seconds the time to sleep
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
     * Applies Java's rule, which is the same for every method: if the timeout is zero or negative, the method does not
     * wait.
     *
     * @param timeout the timeout
     * @return nanoseconds to wait
     * @throws NullPointerException if it is null
     */
    public static long of(Duration timeout) {
        return of(timeout, "timeout");
    }

    /**
     * Like {@link #of(Duration)}, for a parameter with another name.
     *
     * @param timeout the timeout
     * @param name the name of the parameter
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
     * Converts nanoseconds to a {@link Duration}, for a method that takes one.
     *
     * @param nanos nanoseconds to wait, as returned by this class
     * @return the duration for which {@link #of(Duration)} returns the same number
     */
    public static Duration toDuration(long nanos) {
        return nanos == FOREVER ? LONGEST : Duration.ofNanos(nanos);
    }

    /**
     * Applies Java's rule for a number and its unit: if the number is zero or negative, the method does not wait.
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
     * Returns the remaining time of a wait after a wake-up.
     *
     * @param deadline the end of the wait: {@code System.nanoTime()} at its beginning plus {@code nanos}
     * @param nanos the total time of the wait, as returned by this class
     * @return nanoseconds to wait; 0 or less if the time has elapsed
     */
    public static long left(long deadline, long nanos) {
        return nanos == FOREVER ? FOREVER : deadline - System.nanoTime();
    }
}
