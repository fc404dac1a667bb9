package io.github.threading4j.benchmarks;

import io.github.threading4j.RLock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A counter behind a reentrant lock, acquired once or twice. */
@State(Scope.Benchmark)
public class RLockBenchmark {
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private long counter;

    @Benchmark
    @Against(
            value = "reentrantLock",
            threads = {1, 2, 4, 16})
    public void acquire() {
        lock.acquire();
        try {
            counter++;
        } finally {
            lock.release();
        }
    }

    @Benchmark
    @Against(
            value = "reentrantLock",
            threads = {1, 4})
    public void hold() {
        try (var hold = lock.hold()) {
            counter++;
        }
    }

    @Benchmark
    @Against(
            value = "reentrantLock",
            threads = {1, 4})
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

    @Benchmark
    @Against("reentrantLockTwice")
    public void acquireTwice() {
        lock.acquire();
        try {
            acquire();
        } finally {
            lock.release();
        }
    }

    @Benchmark
    public void reentrantLockTwice() {
        reentrantLock.lock();
        try {
            reentrantLock();
        } finally {
            reentrantLock.unlock();
        }
    }
}
