package io.github.threading4j.benchmarks;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Looks up the current thread: in a platform thread and a virtual thread of this library, and in a foreign thread. */
@State(Scope.Benchmark)
public abstract class CurrentThreadBenchmark {
    @Benchmark
    @Against(value = "javaNameOfCurrentThread", atLeast = 0.9, bytes = 0)
    public NamedThread currentThread() {
        return Threading.currentThread();
    }

    /** The minimum cost of accessing the data of a Java thread: one field is read. */
    @Benchmark
    public String javaNameOfCurrentThread() {
        return Thread.currentThread().getName();
    }

    /** The benchmark's threads are created by {@link NamedThread}. */
    @Fork(jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=" + EXECUTOR + "$Platform"})
    public static class InPlatformThread extends CurrentThreadBenchmark {}

    /** The benchmark's threads are virtual threads created by {@link NamedThread}. */
    @Fork(jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=" + EXECUTOR + "$Virtual"})
    public static class InVirtualThread extends CurrentThreadBenchmark {}

    /** The benchmark's threads come from a JDK pool. The main thread is looked up in the same way. */
    public static class InForeignThread extends CurrentThreadBenchmark {}

    private static final String EXECUTOR =
            "io.github.threading4j.benchmarks.CurrentThreadBenchmark$NamedThreadExecutor";

    /** The executor in which JMH runs a benchmark. */
    abstract static class NamedThreadExecutor extends AbstractExecutorService {
        abstract NamedThread start(Runnable task);

        @Override
        public void execute(Runnable task) {
            start(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return true;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }

        /** Creates platform threads. */
        public static final class Platform extends NamedThreadExecutor {
            public Platform(int threads, String prefix) {}

            @Override
            NamedThread start(Runnable task) {
                return NamedThread.builder().daemon(true).start(task::run);
            }
        }

        /** Creates virtual threads. */
        public static final class Virtual extends NamedThreadExecutor {
            public Virtual(int threads, String prefix) {}

            @Override
            NamedThread start(Runnable task) {
                return NamedThread.builder().daemon(true).virtual().start(task::run);
            }
        }
    }
}
