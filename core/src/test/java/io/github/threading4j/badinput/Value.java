package io.github.threading4j.badinput;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One value of a parameter's kind.
 *
 * @param label what the table calls it
 * @param maker makes it, anew for each call
 */
record Value(String label, Maker maker) {
    /** Makes an object for a scene. */
    @FunctionalInterface
    interface Maker {
        /** Makes one, with what belongs to it. */
        @Nullable Object make(Scene scene) throws Exception;
    }

    static Value of(String label, Callable<?> maker) {
        return new Value(label, scene -> maker.call());
    }

    /** The value itself, which does not change. */
    static Value of(String label, Object value) {
        return new Value(label, scene -> value);
    }

    @Override
    public String toString() {
        return label;
    }
}
