package io.github.threading4j.faults.injection;

/** What a foreign object of a scenario does at its k-th call. */
record ForeignFault(String name, Kind kind, int k) {
    enum Kind {
        /** Throws a RuntimeException. */
        THROWS,
        /** Throws an Error. */
        FAILS,
        /** Returns only when the probe of the scenario has run meanwhile, in another thread. */
        BLOCKS,
        /** Runs the probe of the scenario itself. */
        CALLS_BACK
    }
}
