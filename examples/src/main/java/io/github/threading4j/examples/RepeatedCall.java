package io.github.threading4j.examples;

import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Semaphore;

/** A timer calls a function repeatedly. Python has no repeating timer; the original shows a common way to write one. */
public final class RepeatedCall {
    private static final Semaphore ticks = new Semaphore(0);

    static void tick() {
        ticks.release();
    }

    public static void main(String[] args) throws InterruptedException {
        var clock = RepeatingTimer.fixedDelay(0.02, RepeatedCall::tick);
        clock.start();
        for (int number = 1; number < 4; number++) {
            ticks.acquire();
            System.out.println("tick " + number);
        }
        clock.cancel();
        clock.join();
        System.out.println("the clock has stopped");
    }
}
