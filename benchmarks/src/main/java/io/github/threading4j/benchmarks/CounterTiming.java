package io.github.threading4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures the time of two threads that perform a million locked increments each. {@code src/main/python/counter.py}
 * does the same in Python.
 */
public final class CounterTiming {
    private static final int INCREMENTS = 1_000_000;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Lock lock = new Lock();
    private long counter;

    private CounterTiming() {}

    /**
     * Measures 15 times and prints the median.
     *
     * @param args none
     * @throws InterruptedException never
     */
    public static void main(String... args) throws InterruptedException {
        var nanos = new long[15];
        for (var i = 0; i < nanos.length; i++) {
            nanos[i] = new CounterTiming().run();
        }
        var first = nanos[0];
        var cpu = SYSTEM.getProcessCpuTime();
        new CounterTiming().run();
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "Java %s: median %.0f ms, fastest %.0f ms, the first run %.0f ms; processor time %.0f ms%n",
                Runtime.version(),
                nanos[7] / 1e6,
                nanos[0] / 1e6,
                first / 1e6,
                cpu / 1e6);
    }

    private long run() throws InterruptedException {
        var begin = System.nanoTime();
        var left = NamedThread.builder().start(this::count);
        var right = NamedThread.builder().start(this::count);
        left.join();
        right.join();
        if (counter != 2 * INCREMENTS) {
            throw new AssertionError("lost increments: " + counter + " (expected " + 2 * INCREMENTS + ")");
        }
        return System.nanoTime() - begin;
    }

    private void count() {
        for (var i = 0; i < INCREMENTS; i++) {
            try (var hold = lock.hold()) {
                counter++;
            }
        }
    }
}
