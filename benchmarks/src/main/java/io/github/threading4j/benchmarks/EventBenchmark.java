package io.github.threading4j.benchmarks;

import io.github.threading4j.Event;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Queries an event that is already set. */
@State(Scope.Benchmark)
public class EventBenchmark {
    private final Event event = new Event();
    private final CountDownLatch latch = new CountDownLatch(0);
    private final AtomicBoolean flag = new AtomicBoolean(true);

    public EventBenchmark() {
        event.set();
    }

    @Benchmark
    @Against(value = "atomicBoolean", atLeast = 1.0, bytes = 0)
    public boolean isSet() {
        return event.isSet();
    }

    /** Reads a volatile field of a shared object, like {@link #isSet()}. */
    @Benchmark
    public boolean atomicBoolean() {
        return flag.get();
    }

    @Benchmark
    @Against(value = "openLatch", atLeast = 1.0, bytes = 0)
    public boolean await() throws InterruptedException {
        return event.await();
    }

    @Benchmark
    public boolean openLatch() throws InterruptedException {
        latch.await();
        return true;
    }
}
