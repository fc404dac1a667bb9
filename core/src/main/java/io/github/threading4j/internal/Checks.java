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
}
