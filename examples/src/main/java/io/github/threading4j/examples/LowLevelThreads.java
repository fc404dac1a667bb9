package io.github.threading4j.examples;

import io.github.threading4j.Lock;
import io.github.threading4j.lowlevel.LowLevelThreading;
import java.util.ArrayList;
import java.util.Arrays;

/** Threads as in the earliest versions of Python. They cannot be joined; locks signal their end. */
public final class LowLevelThreads {
    static void work(int number, int[] results, Lock done) {
        results[number] = number * number;
        done.release();
    }

    public static void main(String[] args) {
        var results = new int[3];
        var ends = new ArrayList<Lock>();
        for (int i = 0; i < 3; i++) {
            var number = i;
            var done = LowLevelThreading.allocateLock();
            done.acquire();
            ends.add(done);
            LowLevelThreading.startNewThread(() -> work(number, results, done));
        }
        for (var done : ends) {
            done.acquire();
        }
        System.out.println(Arrays.toString(results));
    }
}
