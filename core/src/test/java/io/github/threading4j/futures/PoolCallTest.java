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

/**
 * A task meets a worker that is about to be idle, or that wakes up for another reason: a call that is lost stays lost.
 */
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
    void submit_whileTheWorkerBecomesIdle_isNotOverlooked() throws Exception {
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
    void submit_whileIdleWorkersAreInterrupted_countsThemOnce() throws Exception {
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

    /** With no time to wait, nothing else tells of a task that is neither in the queue nor at work. */
    @Test
    @RaceHunt
    void shutdownWithoutGrace_asAWorkerTakesATask_tellsOfIt() throws Exception {
        Rounds.run(20_000, round -> {
            var executor = new ThreadPoolExecutor(1);
            var mayEnd = new AtomicBoolean();
            executor.submit(() -> {});
            var future = executor.submit(() -> Await.until("it may end", mayEnd::get));
            Await.until("the first is taken", () -> executor.qsize() < 2);
            spinUpTo(500);
            var stuck = executor.shutdown(Duration.ZERO);
            assertThat(future.cancelled() || stuck.stream().anyMatch(task -> task.future() == future))
                    .as("cancelled or told of")
                    .isTrue();
            mayEnd.set(true);
            executor.close();
        });
    }

    @Test
    @RaceHunt
    void submit_whileTheExecutorIsShutDown_runsOrIsRefused() throws Exception {
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

    /** As one worker ends the queue of a pool that broke, the other takes from it. */
    @Test
    @RaceHunt
    void initializerThatFails_whileAWorkerTakesTasks_failsThoseThatNobodyTook(Uncaught uncaught) throws Exception {
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

    /** A worker that runs tasks inside its task, one after the other. */
    @Test
    @RaceHunt
    void runningTasks_asOneBeginsAndEndsInsideTheOther_hasTheOtherAlways() throws Exception {
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
            outer.result(); // else it might submit its next one to an executor that is shut down
        }
    }
}
