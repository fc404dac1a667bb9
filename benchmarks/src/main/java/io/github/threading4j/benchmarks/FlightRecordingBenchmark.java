package io.github.threading4j.benchmarks;

import io.github.threading4j.Lock;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Waits and tasks while a flight recording with the default threshold of 10 milliseconds runs, compared with the same
 * without a recording. Almost no wait is recorded, but each could be.
 */
@State(Scope.Benchmark)
public class FlightRecordingBenchmark {
    private static final Integer ITEM = 1;

    private final Lock lock = new Lock();
    private long counter;

    private final Queue<Integer> there = new Queue<>(1024);
    private final Queue<Integer> back = new Queue<>(1024);
    private final Partner partner = new Partner(() -> back.put(there.get()));

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(1);

    /** A recording of this library's events only, as the JVM's own events would have a cost of their own. */
    @State(Scope.Benchmark)
    public static class Recorded {
        private final Recording recording = new Recording();

        @Setup
        public void start() {
            recording.start();
        }

        @TearDown
        public void stop() {
            recording.close();
        }
    }

    @TearDown
    public void stop() throws InterruptedException {
        partner.stop();
        pool.shutdown();
    }

    @Benchmark
    @Against(
            value = "lock",
            threads = {1, 4},
            atLeast = 0.98)
    public void lockRecorded(Recorded recorded) {
        lock();
    }

    @Benchmark
    public void lock() {
        lock.acquire();
        try {
            counter++;
        } finally {
            lock.release();
        }
    }

    @Benchmark
    @Against(value = "handOff", atLeast = 0.98)
    public Integer handOffRecorded(Recorded recorded) throws InterruptedException {
        return handOff();
    }

    @Benchmark
    public Integer handOff() throws InterruptedException {
        there.put(ITEM);
        return back.get();
    }

    @Benchmark
    @Against("submit")
    public Integer submitRecorded(Recorded recorded) throws InterruptedException {
        return submit();
    }

    @Benchmark
    public Integer submit() throws InterruptedException {
        return pool.submit(() -> ITEM).result();
    }
}
