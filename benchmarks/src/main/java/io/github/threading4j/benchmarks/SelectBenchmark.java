package io.github.threading4j.benchmarks;

import io.github.threading4j.Event;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.select.Select;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Puts an item into a queue and takes it, in each thread: by a select that also waits for an event, or by get. */
@State(Scope.Thread)
public class SelectBenchmark {
    private final Queue<Integer> queue = new Queue<>();
    private final Select<Integer> select =
            new Select<Integer>().on(queue, item -> item).on(new Event(), () -> 0);
    private final Select<Integer> eventFirst =
            new Select<Integer>().on(new Event(), () -> 0).on(queue, item -> item);

    @Benchmark
    @Against(value = "putGet", bytes = 0)
    public Integer putSelect() throws InterruptedException {
        queue.put(1);
        return select.await();
    }

    /** The case that is ready is attempted last. */
    @Benchmark
    @Against(value = "putGet", bytes = 0)
    public Integer putSelectOfTheSecond() throws InterruptedException {
        queue.put(1);
        return eventFirst.inOrder().await();
    }

    @Benchmark
    public Integer putGet() throws InterruptedException {
        queue.put(1);
        return queue.get();
    }
}
