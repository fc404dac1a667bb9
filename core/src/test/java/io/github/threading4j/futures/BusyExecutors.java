package io.github.threading4j.futures;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Executors of one busy thread, for the tests of a queue with a bound. */
abstract class BusyExecutors {
    final Event go = new Event();
    final Semaphore started = new Semaphore(0);
    final List<ThreadPoolExecutor> executors = new ArrayList<>();

    @AfterEach
    void close() {
        go.set();
        executors.forEach(ThreadPoolExecutor::close);
    }

    /** Returns an executor of one worker, which runs a task until {@link #go} is set. */
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
