package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/** Argument checks, all with one wording: {@code <what>: <actual> (expected <what>)}. */
public final class Checks {
    private Checks() {}

    /**
     * Refuses null.
     *
     * @param value the argument
     * @param name what it is called in the message
     * @param <T> its type
     * @return the argument, not null
     * @throws NullPointerException if it is null
     */
    public static <T> T notNull(@Nullable T value, String name) {
        if (value == null) {
            throw new NullPointerException(name + ": null (expected a value)");
        }
        return value;
    }

    /**
     * Refuses what is not a number.
     *
     * @param seconds the argument
     * @param what what it is called in the message
     * @return the argument
     * @throws IllegalArgumentException if it is NaN
     */
    public static double number(double seconds, String what) {
        if (Double.isNaN(seconds)) {
            throw new IllegalArgumentException("invalid " + what + ": NaN (expected a number of seconds)");
        }
        return seconds;
    }

    /**
     * Refuses a number that is too small.
     *
     * @param value the argument
     * @param least the smallest number allowed
     * @param rule what the message says of it, in Python's words where Python has some
     * @return the argument
     * @throws IllegalArgumentException if it is less than {@code least}
     */
    public static int atLeast(int value, int least, String rule) {
        return (int) atLeast((long) value, least, rule);
    }

    /**
     * Refuses a number that is too small.
     *
     * @param value the argument
     * @param least the smallest number allowed
     * @param rule what the message says of it, in Python's words where Python has some
     * @return the argument
     * @throws IllegalArgumentException if it is less than {@code least}
     */
    public static long atLeast(long value, long least, String rule) {
        if (value < least) {
            throw new IllegalArgumentException(rule + ": " + value + " (expected " + least + " or more)");
        }
        return value;
    }
}
