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
 * An exception whose future is collected, so that it can never be retrieved, is reported by a worker that has just run
 * a task.
 */
class FutureCollectedTest {
    /** The worker may be that of any executor: the one that failed may never have another task. */
    @Test
    void collectedFuture_isReportedByAThreadThatHasRunATask_neverInsideSubmit() throws Exception {
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

    /** Fails 200 times with 1 MB each; keeps no future, and submits nothing in the meantime. */
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
            // Some may have been freed, but no task has failed for lack of memory.
            var own = reports.stream().filter(report -> report.endsWith(Large.class.getName()));
            System.out.println(own.count() + " of " + reports.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:-UseSerialGC -XX:+UseG1GC"})
    void failuresOfCollectedFutures_doNotPileUp(String collector) {
        var result = ChildJvm.of(Forgetful.class)
                .flags("-Xmx64m")
                .flags(collector.split(" "))
                .run();
        assertThat(result.lines()).as(result.toString()).containsExactly("200 of 200");
    }

    /** A task that runs in the thread of its submitter, or inside another task, ends where locks may be held. */
    @Test
    void collectedFuture_isNotReportedByATaskThatRunsInsideSubmit() throws Exception {
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
            full.submit(() -> 0); // waits in the queue, which has capacity for no other
            failing.submit(FailingTask::fail);
            var gone = new WeakReference<>(failing.submit(() -> 1));
            Await.until(
                    "the tasks have run",
                    () -> gone.refersTo(null) || gone.get().done());
            Await.collected("the other future, and so the failed one", () -> gone.refersTo(null));
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
    void hookThatBlocks_delaysOneWorkerAlone() throws Exception {
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

    /** A map catches what its function throws; but the service itself may fail a task. */
    @Test
    void collectedFutureOfAMap_isNotReported(Uncaught uncaught) {
        try (var over = Executor.over(new LosingService())) {
            over.map((SerializableFunction<Integer, Integer>) n -> n, List.of(1, 2, 3));
            over.submit((SerializableCallable<Integer>) () -> 1);
            Await.collected("the future of submit, and so the others", () -> {
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
