package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.function.SerializableFunction;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * If a failed future is garbage-collected before its exception was retrieved, a worker reports the exception after its
 * next task.
 */
class FutureCollectedTest {
    /**
     * A worker of any executor reports the exception, since the failed task's own executor might never run another
     * task.
     */
    @Test
    void collectedFuture_isReportedByAWorkerAfterATask() throws Exception {
        var reports = new LinkedBlockingQueue<Thread>();
        Threading.setExcepthook(args -> reports.add(Thread.currentThread()));
        try (var executor = new ThreadPoolExecutor(1);
                var another = new ThreadPoolExecutor(1);
                var over = Executor.over(Executors.newFixedThreadPool(1))) {
            for (var next : List.of(executor, another, over)) {
                executor.submit(FailingTask::fail);
                executor.submit(() -> 1).result();
                assertThat(reports).isEmpty();
                var workers = new HashSet<Thread>();
                Await.collected("the future", () -> {
                    workers.add(workerOf(next));
                    return !reports.isEmpty();
                });
                assertThat(reports).hasSize(1);
                assertThat(workers).containsExactly(reports.take());
            }
        }
        assertThat(reports).isEmpty();
    }

    private static Thread workerOf(Executor executor) {
        try {
            return executor.submit(Thread::currentThread).result();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Submits 200 tasks that each fail with an exception of 1 MB, without keeping a future. */
    static final class Forgetful {
        private static final class Large extends RuntimeException {
            private static final long serialVersionUID = 1L;

            final byte[] content = new byte[1 << 20];
        }

        public static void main(String[] args) {
            var reports = new LinkedBlockingQueue<String>();
            Threading.setExcepthook(report -> reports.add(report.exception().toString()));
            try (var executor = new ThreadPoolExecutor(1)) {
                var go = new Event();
                executor.submit(() -> go.await());
                for (var i = 0; i < 200; i++) {
                    executor.submit(() -> {
                        throw new Large();
                    });
                }
                go.set();
            }
            // A task that failed because memory ran out would be reported with an OutOfMemoryError instead.
            var own = reports.stream().filter(report -> report.endsWith(Large.class.getName()));
            System.out.println(own.count() + " of " + reports.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:-UseSerialGC -XX:+UseG1GC"})
    void collectedFutures_manyFailures_freeTheirMemory(String collector) {
        var result = ChildJvm.of(Forgetful.class)
                .flags("-Xmx64m")
                .flags(collector.split(" "))
                .run();
        assertThat(result.lines()).as(result.toString()).containsExactly("200 of 200");
    }

    /**
     * The submitting thread might hold locks, so a task that it runs inside {@code submit} must not call the
     * excepthook.
     */
    @Test
    void collectedFuture_taskRunInsideSubmit_isNotReported() throws Exception {
        var reports = new LinkedBlockingQueue<Thread>();
        Threading.setExcepthook(args -> reports.add(Thread.currentThread()));
        try (var failing = new ThreadPoolExecutor(1);
                var direct = Executor.over(new DirectService());
                var full = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .maxQueued(1, WhenFull.callerRuns())
                        .build()) {
            var go = new Event();
            full.submit(() -> go.await());
            full.submit(() -> 0); // fills the queue
            failing.submit(FailingTask::fail);
            var gone = new WeakReference<>(failing.submit(() -> 1));
            Await.until(
                    "the tasks have run",
                    () -> gone.refersTo(null) || gone.get().done());
            Await.collected("the second future, and with it the failed one", () -> gone.refersTo(null));
            for (var executor : List.of(direct, full)) {
                assertThat(workerOf(executor)).isSameAs(Thread.currentThread());
                assertThat(reports).isEmpty();
            }
            go.set();
        }
        assertThat(reports).hasSize(1);
    }

    /** Runs each task in the thread that submits it. */
    private static final class DirectService extends AbstractExecutorService {
        private volatile boolean shutDown;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {
            shutDown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shutDown;
        }

        @Override
        public boolean isTerminated() {
            return shutDown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shutDown;
        }
    }

    @Test
    void collectedFuture_hookBlocks_delaysOnlyOneWorker() throws Exception {
        var reports = new LinkedBlockingQueue<Throwable>();
        var blocking = new Event();
        var go = new Event();
        Threading.setExcepthook(args -> {
            reports.add(args.exception());
            if (!blocking.isSet()) {
                blocking.set();
                go.await();
            }
        });
        try (var first = new ThreadPoolExecutor(1);
                var second = new ThreadPoolExecutor(1)) {
            first.submit(FailingTask::fail);
            Await.collected("the first future", () -> {
                first.submit(() -> 1);
                return blocking.isSet();
            });
            second.submit(FailingTask::fail);
            Await.collected("the second future", () -> {
                workerOf(second);
                return reports.size() == 2;
            });
            go.set();
        }
        assertThat(reports).hasSize(2);
    }

    /** A map catches the exceptions of its function, but the service itself can fail a task. */
    @Test
    void collectedFuture_ofAMap_isNotReported(Uncaught uncaught) {
        try (var over = Executor.over(new LosingService())) {
            over.map((SerializableFunction<Integer, Integer>) n -> n, List.of(1, 2, 3));
            over.submit((SerializableCallable<Integer>) () -> 1);
            Await.collected("the future of submit, and with it those of the map", () -> {
                FutureUnretrieved.reportCollected();
                var reported = uncaught.takeAll();
                assertThat(reported).hasSizeLessThan(2);
                return !reported.isEmpty();
            });
        }
        assertThat(uncaught.takeAll()).isEmpty();
    }

    /** Fails every task instead of running it. */
    private static final class LosingService extends java.util.concurrent.ThreadPoolExecutor {
        LosingService() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
            return new FutureTask<>(() -> {
                throw new IOException("lost");
            });
        }
    }
}
