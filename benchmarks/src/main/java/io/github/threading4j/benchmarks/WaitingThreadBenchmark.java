package io.github.threading4j.benchmarks;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.internal.JavaThreads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the number of waiting virtual threads per megabyte of heap. The throughput is meaningless. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = "-Xmx2g")
public class WaitingThreadBenchmark {
    private static final int THREADS = 100_000;

    /** The counter that is compared instead of the throughput. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Memory {
        public double threadsPerMegabyte;

        /** Starts waiting threads, and measures the growth of the heap. */
        private void measure(Thread[] threads, Start start) throws InterruptedException {
            var before = used();
            for (var i = 0; i < threads.length; i++) {
                threads[i] = start.start();
            }
            for (var thread : threads) {
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            threadsPerMegabyte = (double) threads.length * (1 << 20) / (used() - before);
        }

        private static long used() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }

    private interface Start {
        Thread start();
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    @Against(value = "javaVirtualThread", atLeast = 1 / 1.1, metric = "threadsPerMegabyte")
    public void virtualThread(Memory memory) throws InterruptedException {
        var threads = new Thread[THREADS];
        var end = new Event();
        memory.measure(
                threads, () -> NamedThread.builder().virtual().start(end::await).toJavaThread());
        end.set();
        join(threads);
    }

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void javaVirtualThread(Memory memory) throws InterruptedException {
        var threads = new Thread[THREADS];
        var end = new CountDownLatch(1);
        memory.measure(threads, () -> {
            var thread = JavaThreads.newVirtual(() -> await(end));
            thread.start();
            return thread;
        });
        end.countDown();
        join(threads);
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread[] threads) throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }
}
