package io.github.threading4j.benchmarks;

import com.google.common.util.concurrent.Monitor;
import io.github.threading4j.RLock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Increments a counter guarded by a reentrant lock, which is acquired once or twice. */
@State(Scope.Benchmark)
public class RLockBenchmark {
    private final RLock lock = new RLock();
    private final ReentrantLock reentrantLock = new ReentrantLock();
    private final Monitor monitor = new Monitor();
    private long counter;

    @Benchmark
    @Against(
            value = "reentrantLock",
            threads = {1, 2, 4, 16, 64},
            atLeast = 1.0,
            latency = {2, 4, 16})
    @Against(
            value = "guavaMonitor",
            threads = {1, 4})
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

    @Benchmark
    public void guavaMonitor() {
        monitor.enter();
        try {
            counter++;
        } finally {
            monitor.leave();
        }
    }

    @Benchmark
    @Against(value = "reentrantLockTwice", atLeast = 1.0)
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
