package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Submits tasks while a worker becomes idle, is interrupted or is shut down. No later call hides a lost wake-up. */
class PoolCallTest {
    private static void spinUpTo(int times) {
        for (var i = ThreadLocalRandom.current().nextInt(times); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private static void awaitIdle(ThreadPoolExecutor executor) {
        Await.until(
                "all workers idle",
                () -> executor.pool().workers.idle() == executor.threads().size());
    }

    @Test
    @RaceHunt
    void submit_racingAWorkerThatBecomesIdle_runsTheTask() throws Exception {
        var running = new AtomicInteger(-1);
        try (var executor = new ThreadPoolExecutor(1)) {
            Rounds.run(1_000_000, round -> {
                executor.submit(() -> running.set(round));
                while (running.get() != round) {
                    Thread.onSpinWait();
                }
                spinUpTo(20);
                assertThat(executor.submit(() -> round).result(Await.SECONDS)).isEqualTo(round);
            });
            awaitIdle(executor);
        }
    }

    @Test
    @RaceHunt
    void submit_whileIdleWorkersAreInterrupted_keepsTheCountsConsistent() throws Exception {
        var ended = new AtomicBoolean();
        try (var executor = new ThreadPoolExecutor(2);
                var interrupting = Bunch.start(ThreadKind.PLATFORM, 1, i -> interruptWorkers(executor, ended))) {
            Rounds.run(200_000, round -> {
                assertThat(executor.submit(() -> round).result()).isEqualTo(round);
                spinUpTo(2_000);
            });
            ended.set(true);
            interrupting.join();
            awaitIdle(executor);
        }
    }

    private static void interruptWorkers(ThreadPoolExecutor executor, AtomicBoolean ended) {
        while (!ended.get()) {
            executor.threads().forEach(NamedThread::interrupt);
            spinUpTo(20_000);
        }
    }

    /**
     * With a grace period of 0, a task that has left the queue but has not started must still be cancelled or returned.
     */
    @Test
    @RaceHunt
    void shutdownWithoutGrace_racingAWorker_cancelsOrReturnsTheTask() throws Exception {
        Rounds.run(20_000, round -> {
            var executor = new ThreadPoolExecutor(1);
            var mayEnd = new AtomicBoolean();
            executor.submit(() -> {});
            var future = executor.submit(() -> Await.until("the task may end", mayEnd::get));
            Await.until("the first task is taken", () -> executor.qsize() < 2);
            spinUpTo(500);
            var stuck = executor.shutdown(Duration.ZERO);
            assertThat(future.cancelled() || stuck.stream().anyMatch(task -> task.future() == future))
                    .as("cancelled or returned as stuck")
                    .isTrue();
            mayEnd.set(true);
            executor.close();
        });
    }

    @Test
    @RaceHunt
    void submit_racingShutdown_runsOrIsRejected() throws Exception {
        var next = new AtomicReference<ThreadPoolExecutor>();
        try (var ending = Bunch.start(ThreadKind.PLATFORM, 1, i -> shutdownEach(next))) {
            Rounds.run(100_000, round -> {
                var executor = new ThreadPoolExecutor(1);
                next.set(executor);
                spinUpTo(20);
                try {
                    assertThat(executor.submit(() -> round).result(Await.SECONDS))
                            .isEqualTo(round);
                } catch (RejectedExecutionException e) {
                    assertThat(executor.isShutdown()).isTrue();
                }
                executor.close();
            });
            next.set(null);
            ending.join();
        }
    }

    private static void shutdownEach(AtomicReference<ThreadPoolExecutor> next) throws InterruptedException {
        ThreadPoolExecutor last = null;
        for (var executor = next.get(); executor != null || last == null; executor = next.get()) {
            if (executor != last) {
                executor.shutdown(false);
                last = executor;
            }
            Thread.onSpinWait();
        }
    }

    /** One worker breaks the pool and fails its queued tasks while another worker takes tasks from the queue. */
    @Test
    @RaceHunt
    void initializer_failsWhileTasksRun_failsOnlyQueuedTasks(Uncaught uncaught) throws Exception {
        var failure = new IllegalStateException("on purpose");
        Rounds.run(300, round -> {
            var go = new Event();
            var begun = new AtomicInteger();
            var ran = new AtomicInteger();
            var executor = ThreadPoolExecutor.builder()
                    .maxWorkers(2)
                    .initializer(() -> {
                        go.await();
                        if (begun.incrementAndGet() > 1) {
                            throw failure;
                        }
                    })
                    .build();
            var futures = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 2_000; i++) {
                futures.add(executor.submit(ran::incrementAndGet));
            }
            go.set();
            executor.shutdown();
            assertThat(uncaught.take().exception()).isSameAs(failure);
            assertThat(uncaught.takeAll()).isEmpty();
            var failed = 0;
            for (var future : futures) {
                failed += future.exception() != null ? 1 : 0;
            }
            assertThat(failed).isEqualTo(futures.size() - ran.get());
        });
    }

    /** The worker's task runs further tasks in the same thread, one after the other. */
    @Test
    @RaceHunt
    void runningTasks_nestedTasksStartAndEnd_containTheOuterTask() throws Exception {
        var begun = new Event();
        var ended = new AtomicBoolean();
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.callerRuns())
                .build()) {
            var outer = executor.submit(() -> {
                begun.set();
                while (!ended.get()) {
                    executor.submit(() -> {});
                }
            });
            begun.await();
            var worker = executor.pool().workers.all().get(0);
            try {
                Rounds.run(200_000, round -> {
                    for (var i = 0; i < 1_000; i++) {
                        var running = worker.tasksOnceTaken();
                        assertThat(running.contains(outer)).isTrue();
                    }
                });
            } finally {
                ended.set(true);
            }
            outer.result(); // otherwise the task might submit to an executor that is shut down
        }
    }
}
