package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Binds the contracts to every executor, and to an executor over every kind of service. */
class ExecutorContractTest {
    @Nested
    class PlatformThreads implements BoundedExecutorContract {
        @Override
        public Executor executor(int workers) {
            return new ThreadPoolExecutor(workers);
        }
    }

    @Nested
    @Tag(Needs.VIRTUAL_THREADS)
    class VirtualThreads implements BoundedExecutorContract {
        @Override
        public Executor executor(int workers) {
            return ThreadPoolExecutor.builder().maxWorkers(workers).virtual().build();
        }
    }

    @Nested
    class OverAJavaPool implements BoundedExecutorContract {
        @Override
        public Executor executor(int workers) {
            return Executor.over(Executors.newFixedThreadPool(workers));
        }
    }

    @Nested
    class OverAForkJoinPool implements BoundedExecutorContract {
        @Override
        public Executor executor(int workers) {
            return Executor.over(new ForkJoinPool(workers));
        }
    }

    @Nested
    @Tag(Needs.VIRTUAL_THREADS)
    class OverAThreadPerTask implements ExecutorEndContract {
        @Override
        public Executor executor(int workers) {
            return Executor.over(threadPerTask());
        }
    }

    @Nested
    class OverOneOfOurs implements BoundedExecutorContract {
        @Override
        public Executor executor(int workers) {
            return Executor.over(new ThreadPoolExecutor(workers).asExecutorService());
        }
    }

    @Test
    void close_overTheCommonPool_doesNotWaitForOtherTasks() throws Exception {
        var othersMayEnd = new CountDownLatch(1);
        var executor = Executor.over(ForkJoinPool.commonPool());
        assertThat(executor.submit(() -> 1).result()).isEqualTo(1);
        var others = ForkJoinPool.commonPool().submit(() -> {
            othersMayEnd.await();
            return 2;
        });
        try (var closing = Bunch.start(ThreadKind.PLATFORM, 1, i -> executor.close())) {
            closing.join();
            assertThat(executor.awaitTermination(0)).isTrue();
        } finally {
            othersMayEnd.countDown();
        }
        assertThat(others.get()).isEqualTo(2);
    }

    @Test
    void shutdown_overTheCommonPool_terminatesOnlyTheExecutor() throws Exception {
        try (var executor = Executor.over(ForkJoinPool.commonPool())) {
            assertThat(executor.submit(() -> 1).result()).isEqualTo(1);
            executor.shutdown();
            assertThat(executor.awaitTermination(0)).isTrue();
        }
        assertThat(ForkJoinPool.commonPool().submit(() -> 1).get()).isEqualTo(1);
    }

    private static ExecutorService threadPerTask() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("Java 21 has it", e);
        }
    }
}
