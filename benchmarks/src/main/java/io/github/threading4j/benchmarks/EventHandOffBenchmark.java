package io.github.threading4j.benchmarks;

import io.github.threading4j.Event;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Two threads wake each other in turn, with a new event each time. One round trip is one operation. */
@State(Scope.Benchmark)
public class EventHandOffBenchmark {
    private static final int ROUNDS = 1000;

    private final SynchronousQueue<Event[]> events = new SynchronousQueue<>();
    private final SynchronousQueue<CountDownLatch[]> latches = new SynchronousQueue<>();

    private final Partner eventPartner = new Partner(() -> {
        var turns = events.take();
        for (var i = 0; i < turns.length; i += 2) {
            turns[i].await();
            turns[i + 1].set();
        }
    });
    private final Partner latchPartner = new Partner(() -> {
        var turns = latches.take();
        for (var i = 0; i < turns.length; i += 2) {
            turns[i].await();
            turns[i + 1].countDown();
        }
    });

    @TearDown
    public void stop() throws InterruptedException {
        eventPartner.stop();
        latchPartner.stop();
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    @Against("countDownLatch")
    public void event() throws InterruptedException {
        var turns = Stream.generate(Event::new).limit(2 * ROUNDS).toArray(Event[]::new);
        events.put(turns);
        for (var i = 0; i < turns.length; i += 2) {
            turns[i].set();
            turns[i + 1].await();
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void countDownLatch() throws InterruptedException {
        var turns =
                Stream.generate(() -> new CountDownLatch(1)).limit(2 * ROUNDS).toArray(CountDownLatch[]::new);
        latches.put(turns);
        for (var i = 0; i < turns.length; i += 2) {
            turns[i].countDown();
            turns[i + 1].await();
        }
    }
}
