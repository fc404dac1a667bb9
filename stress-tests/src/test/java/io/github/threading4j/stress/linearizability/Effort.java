package io.github.threading4j.stress.linearizability;

import io.github.threading4j.testing.Rounds;

/** How long Lincheck looks: it always finds more to try. */
final class Effort {
    private static final double FACTOR = Double.parseDouble(System.getProperty(Rounds.EFFORT, "1"));

    private Effort() {}

    /** That many, more or fewer of them where more or less effort is asked for, at least one. */
    static int times(int number) {
        return Math.max(1, (int) (number * FACTOR));
    }
}
