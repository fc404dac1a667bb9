package io.github.threading4j.benchmarks;

import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.SimpleQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Two threads send each other an item through two otherwise empty queues. One round trip is one operation. */
@State(Scope.Benchmark)
public class QueueHandOffBenchmark {
    private static final int BOUND = 1024;
    private static final Integer ITEM = 1;

    private final Queue<Integer> there = new Queue<>(BOUND);
    private final Queue<Integer> back = new Queue<>(BOUND);
    private final Partner partner = new Partner(() -> back.put(there.get()));

    private final ArrayBlockingQueue<Integer> arrayThere = new ArrayBlockingQueue<>(BOUND);
    private final ArrayBlockingQueue<Integer> arrayBack = new ArrayBlockingQueue<>(BOUND);
    private final Partner arrayPartner = new Partner(() -> arrayBack.put(arrayThere.take()));

    private final SimpleQueue<Integer> simpleThere = new SimpleQueue<>();
    private final SimpleQueue<Integer> simpleBack = new SimpleQueue<>();
    private final Partner simplePartner = new Partner(() -> simpleBack.put(simpleThere.get()));

    private final LinkedBlockingQueue<Integer> linkedThere = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Integer> linkedBack = new LinkedBlockingQueue<>();
    private final Partner linkedPartner = new Partner(() -> linkedBack.put(linkedThere.take()));

    @TearDown
    public void stop() throws InterruptedException {
        partner.stop();
        arrayPartner.stop();
        simplePartner.stop();
        linkedPartner.stop();
    }

    @Benchmark
    @Against(value = "arrayBlockingQueue", latency = 1)
    public Integer bounded() throws InterruptedException {
        there.put(ITEM);
        return back.get();
    }

    @Benchmark
    public Integer arrayBlockingQueue() throws InterruptedException {
        arrayThere.put(ITEM);
        return arrayBack.take();
    }

    @Benchmark
    @Against(value = "linkedBlockingQueue", latency = 1)
    public Integer simple() throws InterruptedException {
        simpleThere.put(ITEM);
        return simpleBack.get();
    }

    @Benchmark
    public Integer linkedBlockingQueue() throws InterruptedException {
        linkedThere.put(ITEM);
        return linkedBack.take();
    }
}
