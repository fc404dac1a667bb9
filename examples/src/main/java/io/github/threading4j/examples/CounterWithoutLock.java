package io.github.threading4j.examples;

import io.github.threading4j.NamedThread;

/**
 * Two threads count to a million each without a lock: an update that one makes between the other's read and write is
 * lost.
 */
public final class CounterWithoutLock {
    private static final int ROUNDS = 1_000_000;

    private static int counter;

    static void count() {
        for (int i = 0; i < ROUNDS; i++) {
            counter++;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var left = new NamedThread(CounterWithoutLock::count, "left");
        var right = new NamedThread(CounterWithoutLock::count, "right");
        left.start();
        right.start();
        left.join();
        right.join();
        if (counter <= 2 * ROUNDS) {
            System.out.println("at most 2000000: without the lock, updates may be lost");
        } else {
            System.out.println("this can't be");
        }
    }
}
