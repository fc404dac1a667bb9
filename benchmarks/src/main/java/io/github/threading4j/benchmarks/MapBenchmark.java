package io.github.threading4j.benchmarks;

import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Maps a function over items with a pool of two workers, and takes all results. One item is one operation. */
@State(Scope.Benchmark)
public class MapBenchmark {
    private static final int WORKERS = 2;
    private static final int MANY = 1_000_000;
    private static final int FEW = 10;
    private static final int UNEVEN = 1_000;
    private static final double LONGEST_MICROS = 10_000;

    private static final List<Integer> MANY_ITEMS =
            IntStream.range(0, MANY).boxed().toList();
    private static final List<Integer> FEW_ITEMS = MANY_ITEMS.subList(0, FEW);

    /** Times from 1 to 10,000 microseconds, with the same number of items in each order of magnitude. */
    private static final List<Integer> UNEVEN_ITEMS = new Random(1)
            .doubles(UNEVEN)
            .mapToObj(share -> (int) Math.pow(LONGEST_MICROS, share))
            .toList();

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(WORKERS);
    private final ExecutorService javaPool = Executors.newFixedThreadPool(WORKERS);

    @TearDown
    public void stop() {
        pool.close();
        javaPool.shutdown();
    }

    private static Integer tiny(Integer number) {
        return number & 127;
    }

    /** Spins for a given elapsed time, so that the result shows how well workers are used. */
    private static Integer busy(Integer micros) {
        var end = System.nanoTime() + 1_000L * micros;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        return 1;
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    @Against(value = "invokeAllOfMany", atLeast = 10)
    @Against("parallelStreamOfMany")
    public int many() {
        return map(MapBenchmark::tiny, MANY_ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public int invokeAllOfMany() throws InterruptedException, ExecutionException {
        return invokeAll(MapBenchmark::tiny, MANY_ITEMS);
    }

    /** A parallel stream runs no task for each item, and its functions throw no checked exception. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public int parallelStreamOfMany() {
        var sum = 0;
        for (int result : MANY_ITEMS.parallelStream().map(MapBenchmark::tiny).toList()) {
            sum += result;
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    @Against("invokeAllOfFew")
    public int few() {
        return map(MapBenchmark::tiny, FEW_ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public int invokeAllOfFew() throws InterruptedException, ExecutionException {
        return invokeAll(MapBenchmark::tiny, FEW_ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(UNEVEN)
    @Against(value = "invokeAllOfUneven", atLeast = 1.0)
    public int uneven() {
        return map(MapBenchmark::busy, UNEVEN_ITEMS);
    }

    @Benchmark
    @OperationsPerInvocation(UNEVEN)
    public int invokeAllOfUneven() throws InterruptedException, ExecutionException {
        return invokeAll(MapBenchmark::busy, UNEVEN_ITEMS);
    }

    private int map(ThrowingFunction<Integer, Integer> function, List<Integer> items) {
        var sum = 0;
        for (int result : pool.map(function, items)) {
            sum += result;
        }
        return sum;
    }

    private int invokeAll(ThrowingFunction<Integer, Integer> function, List<Integer> items)
            throws InterruptedException, ExecutionException {
        var tasks = new ArrayList<Callable<Integer>>(items.size());
        for (var item : items) {
            tasks.add(() -> function.apply(item));
        }
        var sum = 0;
        for (var future : javaPool.invokeAll(tasks)) {
            sum += future.get();
        }
        return sum;
    }
}
