package io.github.threading4j.badinput;

import org.jspecify.annotations.Nullable;

/**
 * What became of a call.
 *
 * @param kind how it ended, if it did
 * @param value what it returned, or null
 * @param failure what it threw, or null
 */
record Outcome(Kind kind, @Nullable Object value, @Nullable Throwable failure) {
    enum Kind {
        RETURNS,
        THROWS,
        /** Waits until it is interrupted, or until the object is released. */
        WAITS,
        HANGS
    }

    /** As much of it as two calls that mean the same have in common. */
    String shape() {
        return switch (kind) {
            case RETURNS -> value instanceof Boolean ? "returns " + value : "returns";
            case THROWS ->
                "throws " + (failure == null ? "nothing" : failure.getClass().getSimpleName());
            case WAITS -> "waits";
            case HANGS -> "hangs";
        };
    }

    String message() {
        return failure == null || failure.getMessage() == null ? "" : failure.getMessage();
    }

    @Override
    public String toString() {
        return failure == null ? shape() : shape() + ": " + failure.getMessage();
    }
}
