package io.github.threading4j.benchmarks;

import io.github.threading4j.Local;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads a thread-local value. */
@State(Scope.Benchmark)
public class LocalBenchmark {
    private final Local<String> local = new Local<>(() -> "value");
    private final ThreadLocal<String> threadLocal = ThreadLocal.withInitial(() -> "value");

    @Benchmark
    @Against("threadLocal")
    public String get() {
        return local.get();
    }

    @Benchmark
    public String threadLocal() {
        return threadLocal.get();
    }
}
