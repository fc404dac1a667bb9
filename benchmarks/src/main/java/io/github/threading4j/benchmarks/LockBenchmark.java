package io.github.threading4j.benchmarks;

import io.github.threading4j.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Increments a counter guarded by a lock. */
@State(Scope.Benchmark)
public class LockBenchmark {
    private final Lock lock = new Lock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private long counter;

    @Benchmark
    @Against(
            value = "reentrantLock",
            threads = {1, 2, 4, 16, 64},
            atLeast = 1.15,
            latency = {2, 4, 16})
    public void acquire() {
        lock.acquire();
        try {
            counter++;
        } finally {
            lock.release();
        }
    }

    @Benchmark
    @Against(value = "acquire", atLeast = 1.0, bytes = 0)
    @Against(value = "acquire", threads = 4, atLeast = 1.0)
    public void hold() {
        try (var hold = lock.hold()) {
            counter++;
        }
    }

    @Benchmark
    @Against(value = "acquire", atLeast = 1.0, bytes = 0)
    @Against(value = "acquire", threads = 4, atLeast = 1.0)
    public void with() {
        lock.with(() -> {
            counter++;
        });
    }

    @Benchmark
    public void reentrantLock() {
        reentrantLock.lock();
        try {
            counter++;
        } finally {
            reentrantLock.unlock();
        }
    }
}
