package io.github.threading4j.testing;

import java.util.concurrent.TimeUnit;

/**
 * Runs something many times, for tests that hunt for races: the given number of times, but for {@link #SECONDS} at
 * most. The system property {@value #EFFORT} multiplies both; 1 is the default. Such a test is a {@link RaceHunt}.
 */
public final class Rounds {
    /** The property: 0.1 is quick, 500 is a long night. */
    public static final String EFFORT = "threading4j.test.effort";

    /** How long one test may go on, with an effort of 1. */
    public static final double SECONDS = 1;

    private Rounds() {}

    /** One round. */
    @FunctionalInterface
    public interface Round {
        /** Runs the round with this number, counted from 0. */
        void run(int number) throws Exception;
    }

    /** Runs that many rounds, fewer if they are slow, at least one; returns how many there were. */
    public static int run(int rounds, Round round) throws Exception {
        var effort = Double.parseDouble(System.getProperty(EFFORT, "1"));
        var end = System.nanoTime() + (long) (effort * SECONDS * TimeUnit.SECONDS.toNanos(1));
        var number = 0;
        do {
            round.run(number++);
        } while (number < rounds * effort && System.nanoTime() - end < 0);
        return number;
    }
}
