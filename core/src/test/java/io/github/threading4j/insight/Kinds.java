package io.github.threading4j.insight;

import io.github.threading4j.NamedThreadBuilder;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;

/** The kinds of the threads of a scene, in the order in which they are started. */
enum Kinds {
    PLATFORM,
    VIRTUAL,
    /** Platform and virtual threads in turn. */
    MIXED;

    /** Returns the kinds that are available in this JDK. */
    static List<Kinds> available() {
        return ThreadKind.available().size() > 1 ? List.of(values()) : List.of(PLATFORM);
    }

    /** Returns a builder for the thread with the given index, counted from 0. */
    NamedThreadBuilder builder(int index) {
        var virtual = this == VIRTUAL || (this == MIXED && index % 2 == 1);
        return (virtual ? ThreadKind.VIRTUAL : ThreadKind.PLATFORM).builder();
    }
}
