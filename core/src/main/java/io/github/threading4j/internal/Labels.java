package io.github.threading4j.internal;

import org.jspecify.annotations.Nullable;

/** The one form of {@code toString}: {@code Type[name=x, state]}, without the name where there is none. */
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
}
