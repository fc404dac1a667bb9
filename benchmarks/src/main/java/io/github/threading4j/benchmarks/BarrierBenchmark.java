package io.github.threading4j.benchmarks;

import io.github.threading4j.Barrier;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Threads meet repeatedly at a barrier. One meeting is one operation. */
@State(Scope.Benchmark)
public class BarrierBenchmark {
    @Param({"2", "4", "16"})
    public int parties;

    private Barrier barrier;
    private CyclicBarrier cyclicBarrier;
    private Partner[] partners;

    @Setup
    public void start() {
        barrier = new Barrier(parties);
        cyclicBarrier = new CyclicBarrier(parties);
        partners = Stream.concat(partners(barrier::await), partners(cyclicBarrier::await))
                .toArray(Partner[]::new);
    }

    private Stream<Partner> partners(Partner.Step step) {
        return IntStream.range(1, parties).mapToObj(i -> new Partner(step::run));
    }

    @TearDown
    public void stop() {
        barrier.abort();
        cyclicBarrier.reset();
    }

    @Benchmark
    @Against(
            value = "cyclicBarrier",
            params = {"2", "4", "16"},
            atLeast = 1.0,
            latency = 1)
    public int barrier() throws InterruptedException, BrokenBarrierException {
        return barrier.await();
    }

    @Benchmark
    public int cyclicBarrier() throws InterruptedException, BrokenBarrierException {
        return cyclicBarrier.await();
    }
}
