package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * The common format of {@code toString}, which is {@code Type[name=x, state]} or, without a name, {@code Type[state]};
 * and safe calls of the {@code toString} of user objects.
 */
public final class Labels {
    private Labels() {}

    /**
     * Describes an object with its state.
     *
     * @param type the simple name of its class
     * @param name its name, if it has one
     * @param state its state in words, such as {@code owner=worker-1, count=2}
     * @return the description
     */
    public static String of(String type, @Nullable String name, String state) {
        return name == null ? type + "[" + state + "]" : type + "[name=" + name + ", " + state + "]";
    }

    /**
     * Describes a user's object for the message of an error that must not be lost. The description is the object's
     * {@code toString}, or its class if {@code toString} throws.
     *
     * @param object any object
     * @return the description
     */
    public static String describe(Object object) {
        try {
            return String.valueOf(object);
        } catch (Throwable e) {
            return object.getClass().getName() + " (whose toString failed with "
                    + e.getClass().getName() + ")";
        }
    }
}
