package io.github.threading4j.faults.injection;

import java.util.function.Predicate;

/**
 * A use of the library in which a fault can happen anywhere. Its body performs operations with {@link Trial#attempt},
 * calls {@link Trial#calm}, and then checks conditions that must hold after any fault.
 *
 * @param group the group of scenarios about the same part of the library
 * @param where the sites at which faults are injected
 */
record Scenario(String group, String name, Body body, Predicate<Site> where) {
    interface Body {
        void run(Trial trial) throws Throwable;
    }

    @Override
    public String toString() {
        return name;
    }
}
