package io.github.threading4j.examples;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;

/** Two threads count to a million each; with the lock, no update is lost. */
public final class CounterWithLock {
    private static final int ROUNDS = 1_000_000;

    private static final Lock lock = new Lock();
    private static int counter;

    static void count() {
        for (int i = 0; i < ROUNDS; i++) {
            try (var hold = lock.hold()) {
                counter++;
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        var left = new NamedThread(CounterWithLock::count, "left");
        var right = new NamedThread(CounterWithLock::count, "right");
        left.start();
        right.start();
        left.join();
        right.join();
        System.out.println(counter);
    }
}
