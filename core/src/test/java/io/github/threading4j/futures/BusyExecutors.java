package io.github.threading4j.futures;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Executors whose only worker is busy, for tests of a bounded queue. */
abstract class BusyExecutors {
    final Event go = new Event();
    final Semaphore started = new Semaphore(0);
    final List<ThreadPoolExecutor> executors = new ArrayList<>();

    @AfterEach
    void close() {
        go.set();
        executors.forEach(ThreadPoolExecutor::close);
    }

    /** Returns an executor whose only worker runs a task until {@link #go} is set. */
    final ThreadPoolExecutor busy(int maxQueued, WhenFull whenFull) throws InterruptedException {
        var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(maxQueued, whenFull)
                .build();
        executors.add(executor);
        executor.submit(this::hold);
        started.acquire();
        return executor;
    }

    final boolean hold() throws InterruptedException {
        started.release();
        return go.await();
    }
}
