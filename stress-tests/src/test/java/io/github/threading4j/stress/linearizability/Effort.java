package io.github.threading4j.stress.linearizability;

import io.github.threading4j.testing.Rounds;

/** The effort of Lincheck, that is, how many interleavings it tries. */
final class Effort {
    private static final double FACTOR = Double.parseDouble(System.getProperty(Rounds.EFFORT, "1"));

    private Effort() {}

    /** Scales a number of repetitions by the requested effort; at least 1. */
    static int times(int number) {
        return Math.max(1, (int) (number * FACTOR));
    }
}
