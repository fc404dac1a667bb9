package io.github.threading4j.faults.injection;

/** The fault that a foreign object of a scenario causes in its k-th call. */
record ForeignFault(String name, Kind kind, int k) {
    enum Kind {
        /** Throws a {@code RuntimeException}. */
        THROWS,
        /** Throws an {@code Error}. */
        FAILS,
        /** Blocks until another thread has run the probe of the scenario. */
        BLOCKS,
        /** Runs the probe of the scenario in the same thread. */
        CALLS_BACK
    }
}
