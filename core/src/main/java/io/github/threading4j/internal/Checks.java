package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/** Argument checks with uniform messages: {@code <what>: <actual> (expected <what>)}. */
public final class Checks {
    private Checks() {}

    /**
     * Checks that a value is not null.
     *
     * @param value the argument
     * @param name its name in the message
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
     * Checks that a value is not NaN.
     *
     * @param seconds the argument
     * @param what its name in the message
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
     * Checks that a number is not too small.
     *
     * @param value the argument
     * @param least the smallest number allowed
     * @param rule the text of the message, in Python's words where Python has a message
     * @return the argument
     * @throws IllegalArgumentException if it is less than {@code least}
     */
    public static int atLeast(int value, int least, String rule) {
        return (int) atLeast((long) value, least, rule);
    }

    /**
     * Checks that a number is not too small.
     *
     * @param value the argument
     * @param least the smallest number allowed
     * @param rule the text of the message, in Python's words where Python has a message
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
