package io.github.threading4j.badinput;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a call.
 *
 * @param kind how the call ended, or that it did not end
 * @param value the value that it returned, or null
 * @param failure the exception that it threw, or null
 */
record Outcome(Kind kind, @Nullable Object value, @Nullable Throwable failure) {
    enum Kind {
        RETURNS,
        THROWS,
        /** The call waits until it is interrupted, or until the object leaves its state. */
        WAITS,
        HANGS
    }

    /** Returns a text that is equal for calls with the same effect. */
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
