package io.github.threading4j.benchmarks;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** As many producers as consumers move items through a new queue: an item is one operation. */
@State(Scope.Benchmark)
public class QueueBenchmark {
    private static final int ITEMS = 2_000_000;
    private static final int BOUND = 1024;
    private static final Integer ITEM = 1;

    /** How many producers, and how many consumers. */
    @Param({"1", "4"})
    public int pairs;

    private ExecutorService crew;

    private interface Put {
        void put(Integer item) throws InterruptedException;
    }

    private interface Take {
        Integer take() throws InterruptedException;
    }

    @Setup
    public void start() {
        crew = Executors.newFixedThreadPool(2 * pairs);
    }

    @TearDown
    public void stop() {
        crew.shutdown();
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    @Against(
            value = "arrayBlockingQueue",
            params = {"1", "4"})
    public void bounded() throws InterruptedException, ExecutionException {
        var queue = new Queue<Integer>(BOUND);
        move(queue::put, queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void arrayBlockingQueue() throws InterruptedException, ExecutionException {
        var queue = new ArrayBlockingQueue<Integer>(BOUND);
        move(queue::put, queue::take);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    @Against(
            value = "linkedBlockingQueue",
            params = {"1", "4"})
    public void unbounded() throws InterruptedException, ExecutionException {
        var queue = new Queue<Integer>();
        move(queue::put, queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    @Against(
            value = "linkedBlockingQueue",
            params = {"1", "4"})
    public void simple() throws InterruptedException, ExecutionException {
        var queue = new SimpleQueue<Integer>();
        move(queue::put, queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void linkedBlockingQueue() throws InterruptedException, ExecutionException {
        var queue = new LinkedBlockingQueue<Integer>();
        move(queue::put, queue::take);
    }

    private void move(Put put, Take take) throws InterruptedException, ExecutionException {
        var tasks = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < pairs; i++) {
            tasks.add(() -> {
                for (var item = 0; item < ITEMS / pairs; item++) {
                    put.put(ITEM);
                }
                return 0;
            });
            tasks.add(() -> {
                var sum = 0;
                for (var item = 0; item < ITEMS / pairs; item++) {
                    sum += take.take();
                }
                return sum;
            });
        }
        for (var done : crew.invokeAll(tasks)) {
            done.get();
        }
    }
}
