package io.github.threading4j.testing;

import java.util.concurrent.TimeUnit;

/**
 * Repeats an action to find races: a given number of times, but for at most {@link #SECONDS}. The system property
 * {@value #EFFORT} multiplies both limits; its default is 1. A test that uses this class is a {@link RaceHunt}.
 */
public final class Rounds {
    /** The name of the property; 0.1 is a quick run, 500 takes a night. */
    public static final String EFFORT = "threading4j.test.effort";

    /** The time limit of one test, in seconds, with an effort of 1. */
    public static final double SECONDS = 1;

    private Rounds() {}

    /** The action of each round. */
    @FunctionalInterface
    public interface Round {
        /** Runs the round with the given number, counted from 0. */
        void run(int number) throws Exception;
    }

    /**
     * Runs the given number of rounds, or fewer if the time limit is reached, but at least one; returns the number of
     * rounds.
     */
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
