package io.github.threading4j.faults.injection;

import java.util.function.Predicate;

/**
 * A use of the library in which a fault may happen anywhere. Its body does what it likes with {@link Trial#attempt},
 * calls {@link Trial#calm}, and then checks what must hold whatever has failed before.
 *
 * @param group what it is about, with others
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
