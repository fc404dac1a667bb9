package io.github.threading4j.badinput;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A value for a parameter type.
 *
 * @param label the name of the value in the table
 * @param maker creates a new value for each call
 */
record Value(String label, Maker maker) {
    /** Creates a value for a scene. */
    @FunctionalInterface
    interface Maker {
        /** Creates the value, and registers its cleanup with the scene. */
        @Nullable Object make(Scene scene) throws Exception;
    }

    static Value of(String label, Callable<?> maker) {
        return new Value(label, scene -> maker.call());
    }

    /** Returns an immutable value. */
    static Value of(String label, Object value) {
        return new Value(label, scene -> value);
    }

    @Override
    public String toString() {
        return label;
    }
}
