package io.github.threading4j.benchmarks;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Producers and consumers move items through a new queue. One item is one operation. */
@State(Scope.Benchmark)
public class QueueBenchmark {
    private static final int ITEMS = 2_000_000;
    private static final int BOUND = 1024;

    /** The numbers of producers and consumers. */
    @Param({"1:1", "4:4", "4:1", "16:1"})
    public String crew;

    private int producers;
    private int consumers;
    private ExecutorService threads;

    private interface Put {
        void put(Integer item) throws InterruptedException;
    }

    private interface Take {
        Integer take() throws InterruptedException;
    }

    @Setup
    public void start() {
        var numbers = crew.split(":", -1);
        producers = Integer.parseInt(numbers[0]);
        consumers = Integer.parseInt(numbers[1]);
        threads = Executors.newFixedThreadPool(producers + consumers);
    }

    @TearDown
    public void stop() {
        threads.shutdown();
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    @Against(
            value = "arrayBlockingQueue",
            params = {"1:1", "4:4", "4:1", "16:1"},
            atLeast = 1.0)
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
            params = {"1:1", "4:4", "4:1", "16:1"},
            atLeast = 2.0)
    @Against(
            value = "linkedTransferQueue",
            params = {"1:1", "4:4"})
    public void unbounded() throws InterruptedException, ExecutionException {
        var queue = new Queue<Integer>();
        move(queue::put, queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    @Against(
            value = "linkedBlockingQueue",
            params = {"1:1", "4:4", "4:1", "16:1"},
            atLeast = 2.0)
    public void simple() throws InterruptedException, ExecutionException {
        var queue = new SimpleQueue<Integer>();
        move(queue::put, queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void linkedTransferQueue() throws InterruptedException, ExecutionException {
        var queue = new LinkedTransferQueue<Integer>();
        move(queue::put, queue::take);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void linkedBlockingQueue() throws InterruptedException, ExecutionException {
        var queue = new LinkedBlockingQueue<Integer>();
        move(queue::put, queue::take);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    @Against(
            value = "linkedBlockingDeque",
            params = {"1:1", "4:4"})
    public void lifo() throws InterruptedException, ExecutionException {
        var queue = new LifoQueue<Integer>(BOUND);
        move(queue::put, queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void linkedBlockingDeque() throws InterruptedException, ExecutionException {
        var queue = new LinkedBlockingDeque<Integer>(BOUND);
        move(queue::putLast, queue::takeLast);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    @Against(
            value = "priorityBlockingQueue",
            params = {"1:1", "4:4"})
    public void priority() throws InterruptedException, ExecutionException {
        var queue = new PriorityQueue<Integer>();
        move(queue::put, queue::get);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void priorityBlockingQueue() throws InterruptedException, ExecutionException {
        var queue = new PriorityBlockingQueue<Integer>();
        move(queue::put, queue::take);
    }

    private void move(Put put, Take take) throws InterruptedException, ExecutionException {
        var tasks = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < Math.max(producers, consumers); i++) {
            if (i < producers) {
                tasks.add(() -> produce(put));
            }
            if (i < consumers) {
                tasks.add(() -> consume(take));
            }
        }
        for (var done : threads.invokeAll(tasks)) {
            done.get();
        }
    }

    /** Puts items of many different values, since some queues sort them. No item is allocated. */
    private Integer produce(Put put) throws InterruptedException {
        for (var item = 0; item < ITEMS / producers; item++) {
            put.put(item & 127);
        }
        return 0;
    }

    private Integer consume(Take take) throws InterruptedException {
        var sum = 0;
        for (var item = 0; item < ITEMS / consumers; item++) {
            sum += take.take();
        }
        return sum;
    }
}
