package io.github.threading4j.benchmarks;

import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Submits tiny tasks to a pool of two workers, one by one or in batches, and takes their results. One task is one
 * operation.
 */
@State(Scope.Benchmark)
public class SubmitBenchmark {
    private static final int WORKERS = 2;
    private static final int BATCH = 10_000;
    private static final int SMALL_BATCH = 100;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(WORKERS);
    private final ExecutorService javaPool = Executors.newFixedThreadPool(WORKERS);

    @TearDown
    public void stop() {
        pool.close();
        javaPool.shutdown();
    }

    private static int work(int number) {
        return number & 127;
    }

    @Benchmark
    @Against(value = "javaOne", atLeast = 1.0, latency = 1)
    public int one() throws InterruptedException {
        return pool.submit(() -> work(1)).result();
    }

    @Benchmark
    public int javaOne() throws InterruptedException, ExecutionException {
        return javaPool.submit(() -> work(1)).get();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    @Against(value = "javaBatch", atLeast = 1.0)
    public int batch() throws InterruptedException {
        return sum(submit(BATCH));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int javaBatch() throws InterruptedException, ExecutionException {
        return javaSum(BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(SMALL_BATCH)
    @Against(value = "javaSmallBatch", atLeast = 1.0)
    public int smallBatch() throws InterruptedException {
        return sum(submit(SMALL_BATCH));
    }

    @Benchmark
    @OperationsPerInvocation(SMALL_BATCH)
    public int javaSmallBatch() throws InterruptedException, ExecutionException {
        return javaSum(SMALL_BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    @Against("completionService")
    public int asCompleted() {
        return Futures.asCompleted(submit(BATCH)).stream()
                .mapToInt(Future::resultNow)
                .sum();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int completionService() throws InterruptedException, ExecutionException {
        var service = new ExecutorCompletionService<Integer>(javaPool);
        for (var i = 0; i < BATCH; i++) {
            var number = i;
            service.submit(() -> work(number));
        }
        var sum = 0;
        for (var i = 0; i < BATCH; i++) {
            sum += service.take().get();
        }
        return sum;
    }

    private List<Future<Integer>> submit(int tasks) {
        var futures = new ArrayList<Future<Integer>>(tasks);
        for (var i = 0; i < tasks; i++) {
            var number = i;
            futures.add(pool.submit(() -> work(number)));
        }
        return futures;
    }

    private static int sum(List<Future<Integer>> futures) throws InterruptedException {
        var sum = 0;
        for (var future : futures) {
            sum += future.result();
        }
        return sum;
    }

    private int javaSum(int tasks) throws InterruptedException, ExecutionException {
        var futures = new ArrayList<java.util.concurrent.Future<Integer>>(tasks);
        for (var i = 0; i < tasks; i++) {
            var number = i;
            futures.add(javaPool.submit(() -> work(number)));
        }
        var sum = 0;
        for (var future : futures) {
            sum += future.get();
        }
        return sum;
    }
}
