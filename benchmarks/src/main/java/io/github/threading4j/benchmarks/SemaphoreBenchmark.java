package io.github.threading4j.benchmarks;

import io.github.threading4j.Semaphore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Increments a counter guarded by a semaphore with one permit. */
@State(Scope.Benchmark)
public class SemaphoreBenchmark {
    private final Semaphore semaphore = new Semaphore();
    private final java.util.concurrent.Semaphore javaSemaphore = new java.util.concurrent.Semaphore(1);
    private long counter;

    @Benchmark
    @Against(
            value = "javaSemaphore",
            threads = {1, 2, 4, 16, 64},
            atLeast = 1.0,
            latency = {2, 4, 16})
    public void acquire() throws InterruptedException {
        semaphore.acquire();
        try {
            counter++;
        } finally {
            semaphore.release();
        }
    }

    @Benchmark
    @Against(value = "javaSemaphore", atLeast = 1.0, bytes = 0)
    @Against(value = "javaSemaphore", threads = 4, atLeast = 1.0)
    public void hold() throws InterruptedException {
        try (var hold = semaphore.hold()) {
            counter++;
        }
    }

    @Benchmark
    public void javaSemaphore() throws InterruptedException {
        javaSemaphore.acquire();
        try {
            counter++;
        } finally {
            javaSemaphore.release();
        }
    }
}
