package io.github.threading4j.futures;

import static io.github.threading4j.futures.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A pool's workers, their names, its initializer, and its garbage collection. */
class ThreadPoolExecutorTest {
    @EachThreadKind
    void submit_runsTheTaskInAWorkerOfTheGivenKind(ThreadKind kind) throws Exception {
        try (var executor = pool(kind, 2)) {
            assertThat(executor.submit(() -> 6 * 7).result()).isEqualTo(42);
            var worker = executor.submit(Threading::currentThread).result();
            assertThat(executor.threads()).contains(worker);
            assertThat(worker.isVirtual()).isEqualTo(kind == ThreadKind.VIRTUAL);
            assertThat(worker.isDaemon()).isFalse();
            assertThat(executor.submit(() -> new NamedThread(() -> {}).isDaemon())
                            .result())
                    .isFalse();
        }
    }

    @Test
    void task_throwsAnyThrowable_failsItsFutureAndTheWorkerSurvives() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var checked = new IOException("no");
            assertThat(executor.submit(() -> throwing(checked)).exception()).isSameAs(checked);
            for (var failure : List.of(new StackOverflowError("deep"), exit())) {
                assertThat(executor.submit(() -> throwing(failure)).exception()).isSameAs(failure);
            }
            assertThat(executor.submit(() -> 1).result()).isEqualTo(1);
            assertThat(executor.threads()).hasSize(1);
        }
    }

    private static <X extends Throwable> void throwing(X failure) throws X {
        throw failure;
    }

    private static Error exit() {
        try {
            throw Threading.exit();
        } catch (Error e) {
            return e;
        }
    }

    @Test
    void workers_areStartedOnDemandAndReusedWhenIdle() throws Exception {
        try (var executor = new ThreadPoolExecutor(3)) {
            assertThat(executor.threads()).isEmpty();
            executor.submit(() -> 1).result();
            Await.until("the worker is idle", () -> executor.pool().workers.idle() == 1);
            executor.submit(() -> 1).result();
            assertThat(executor.threads()).hasSize(1);
            var go = new Event();
            var running = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 10; i++) {
                running.add(executor.submit(() -> go.await()));
            }
            assertThat(executor.threads()).hasSize(3);
            go.set();
            Futures.await(running);
            assertThat(executor.getMaxWorkers()).isEqualTo(3);
        }
    }

    @Test
    void workerNames_beginWithThePrefix() throws Exception {
        try (var executor =
                        ThreadPoolExecutor.builder().threadNamePrefix("fetch").build();
                var unnamed = new ThreadPoolExecutor()) {
            assertThat(executor.submit(() -> Threading.currentThread().getName())
                            .result())
                    .isEqualTo("fetch_0");
            assertThat(unnamed.submit(() -> Threading.currentThread().getName()).result())
                    .matches("ThreadPoolExecutor-\\d+_0");
            // The worker stops counting a task as unfinished shortly after the result is available.
            var idle = "ThreadPoolExecutor[name=fetch, workers=1/" + executor.getMaxWorkers() + ", unfinished=0]";
            Await.until(idle, () -> executor.toString().equals(idle));
        }
    }

    @Test
    void toString_showsShutDownAndBroken(Uncaught uncaught) throws Exception {
        var shutDown = new ThreadPoolExecutor(1);
        shutDown.close();
        assertThat(shutDown.toString()).endsWith(", workers=0/1, unfinished=0, shut down]");
        assertThat(shutDown.isBroken()).isFalse();
        var go = new Event();
        try (var broken = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    go.await();
                    List.of().get(0);
                })
                .build()) {
            var future = broken.submit(() -> 1);
            go.set();
            assertThat(future.exception()).hasMessageEndingWith(", broken");
            assertThat(uncaught.take().exception()).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void qsize_countsTheQueuedTasks() throws InterruptedException {
        try (var executor = new ThreadPoolExecutor(1)) {
            assertThat(executor.qsize()).isZero();
            var begun = new Event();
            var go = new Event();
            executor.submit(() -> {
                begun.set();
                return go.await();
            });
            begun.await();
            executor.submit(() -> 1);
            executor.submit(() -> 2).cancel();
            assertThat(executor.qsize()).isEqualTo(2);
            go.set();
            executor.submit(() -> 3).result();
            assertThat(executor.qsize()).isZero();
        }
    }

    @Test
    void badArguments_areRejected() {
        assertThatThrownBy(() -> new ThreadPoolExecutor(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max_workers must be greater than 0: 0 (expected 1 or more)");
        assertThatThrownBy(() -> ThreadPoolExecutor.builder().initializer(null))
                .hasMessage("initializer: null (expected a value)");
        try (var executor = new ThreadPoolExecutor(1)) {
            assertThatThrownBy(() -> executor.submit((java.util.concurrent.Callable<?>) null))
                    .hasMessage("task: null (expected a value)");
            assertThat(executor.threads()).isEmpty();
        }
    }

    @Test
    void initializer_runsOncePerWorkerBeforeItsTasks() throws Exception {
        var initialized = new AtomicInteger();
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(initialized::incrementAndGet)
                .build()) {
            for (var i = 0; i < 5; i++) {
                assertThat(executor.submit(initialized::get).result()).isEqualTo(1);
            }
        }
    }

    @Test
    void initializer_fails_breaksThePool(Uncaught uncaught) throws Exception {
        var go = new Event();
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    go.await();
                    throw new IOException("no");
                })
                .build()) {
            var queued = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
            go.set();
            for (var future : queued) {
                assertThat(future.exception())
                        .isInstanceOf(BrokenThreadPoolException.class)
                        .hasMessageStartingWith("A thread initializer failed, the thread pool is not usable anymore");
            }
            assertThat(uncaught.take().exception()).isInstanceOf(IOException.class);
            assertThat(executor.isBroken()).isTrue();
            assertThatThrownBy(() -> executor.submit(() -> 3)).isInstanceOf(BrokenThreadPoolException.class);
            executor.shutdown();
            assertThatThrownBy(() -> executor.submit(() -> 3)).isInstanceOf(BrokenThreadPoolException.class);
        }
    }

    @Test
    void tasks_singleWorker_runInOrderOfSubmission() {
        var order = new ArrayList<Integer>();
        try (var executor = new ThreadPoolExecutor(1)) {
            for (var i = 0; i < 1_000; i++) {
                var number = i;
                executor.submit(() -> {
                    order.add(number);
                });
            }
        }
        assertThat(order).hasSize(1_000).isSorted();
    }

    @Test
    void pool_normalUse_logsNothing() throws Exception {
        try (var log = CapturedLog.of(ThreadPoolExecutor.class)) {
            try (var executor = new ThreadPoolExecutor(1)) {
                executor.submit(() -> 1).result();
            }
            assertThat(log.events()).isEmpty();
        }
    }

    @Test
    void unreachableExecutor_endsItsWorkers() throws Exception {
        var worker = workerOfAForgottenExecutor();
        Await.collected("the executor, so that its worker ends", () -> !worker.isAlive());
    }

    private static NamedThread workerOfAForgottenExecutor() throws Exception {
        return new ThreadPoolExecutor(1).submit(Threading::currentThread).result();
    }

    @Test
    void shutDownExecutor_referencedByItsInitializer_isGarbageCollected() throws Exception {
        var executor = new WeakReference<>(shutDownExecutorWhoseInitializerHasIt());
        Await.collected("the executor", () -> executor.get() == null);
    }

    private static ThreadPoolExecutor shutDownExecutorWhoseInitializerHasIt() throws Exception {
        var itself = new AtomicReference<ThreadPoolExecutor>();
        var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(itself::get)
                .build();
        itself.set(executor);
        assertThat(executor.submit(() -> 1).result()).isEqualTo(1);
        executor.close();
        return executor;
    }

    @Test
    @RaceHunt
    void submit_racingAWorkerThatBecomesIdle_keepsTheProgramAlive() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            Rounds.run(300_000, round -> {
                var begun = new AtomicBoolean();
                var go = new AtomicBoolean();
                var task = executor.submit(() -> {
                    begun.set(true);
                    while (!go.get()) {
                        Thread.onSpinWait();
                    }
                });
                var kept = true;
                do {
                    kept &= KeepAlive.JVM.retained() > 0;
                } while (!begun.get());
                go.set(true);
                assertThat(kept).isTrue();
                while (!task.done()) {
                    Thread.onSpinWait();
                }
                for (var i = round % 50; i > 0; i--) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
