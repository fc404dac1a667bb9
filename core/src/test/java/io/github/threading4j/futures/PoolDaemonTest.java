package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task inherits the daemon status of the submitting thread; only a non-daemon task keeps the program alive. */
class PoolDaemonTest {
    private static boolean isDaemon() {
        return Threading.currentThread().isDaemon();
    }

    private static int keptAliveBy(ThreadPoolExecutor executor) {
        return executor.pool().nonDaemonTasks.count();
    }

    private static void awaitNothingKeptAliveBy(ThreadPoolExecutor executor) {
        Await.until("no task keeps the program alive", () -> keptAliveBy(executor) == 0);
    }

    /** Calls the body in a new thread of the given kind and daemon status, and returns its result. */
    private static <T> T in(ThreadKind kind, boolean daemon, Callable<T> body) throws Exception {
        var value = new AtomicReference<T>();
        kind.builder().daemon(daemon).start(() -> value.set(body.call())).join();
        return value.get();
    }

    @EachThreadKind
    void task_inheritsTheDaemonStatusOfItsSubmitter(ThreadKind kind) throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            for (var daemon : List.of(true, false, true, true, false)) {
                var go = new Event();
                var future = in(
                        kind,
                        daemon,
                        () -> executor.submit(() -> {
                            go.await();
                            return List.of(isDaemon(), new NamedThread(() -> {}).isDaemon());
                        }));
                var kept = keptAliveBy(executor);
                go.set();
                assertThat(kept).isEqualTo(daemon ? 0 : 1);
                assertThat(future.result()).containsExactly(daemon, daemon);
                awaitNothingKeptAliveBy(executor);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void task_submittedByAForeignThread_inheritsItsDaemonFlag(boolean daemon) throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var future = new AtomicReference<Future<Boolean>>();
            var foreign = new Thread(() -> future.set(executor.submit(PoolDaemonTest::isDaemon)));
            foreign.setDaemon(daemon);
            foreign.start();
            foreign.join();
            assertThat(future.get().result()).isEqualTo(daemon);
        }
    }

    @Test
    void task_submittedByAForeignVirtualThread_isADaemon() throws Exception {
        if (JavaThreads.supportsVirtual()) {
            try (var executor = new ThreadPoolExecutor(1)) {
                var future = new AtomicReference<Future<Boolean>>();
                var foreign = JavaThreads.newVirtual(() -> future.set(executor.submit(PoolDaemonTest::isDaemon)));
                foreign.start();
                foreign.join();
                assertThat(future.get().result()).isTrue();
            }
        }
    }

    @EachThreadKind
    void nestedTask_inheritsTheDaemonStatusOfTheOuterTask(ThreadKind kind) throws Exception {
        try (var executor = new ThreadPoolExecutor(2);
                var other = new ThreadPoolExecutor(1)) {
            for (var daemon : List.of(true, false, true)) {
                var inner = new AtomicReference<Future<Boolean>>();
                var called = new Event();
                var outer = in(kind, daemon, () -> {
                    var go = new Event();
                    var task = executor.submit(() -> {
                        go.await();
                        return other.submit(PoolDaemonTest::isDaemon);
                    });
                    task.addDoneCallback(done -> {
                        inner.set(executor.submit(PoolDaemonTest::isDaemon));
                        called.set();
                    });
                    go.set();
                    return task;
                });
                assertThat(outer.result().result()).isEqualTo(daemon);
                called.await();
                assertThat(inner.get().result()).isEqualTo(daemon);
            }
        }
    }

    @EachThreadKind
    void initializer_inheritsTheDaemonStatusOfTheFirstTask(ThreadKind kind) throws Exception {
        for (var daemon : List.of(true, false)) {
            var seen = new AtomicReference<Boolean>();
            var go = new Event();
            try (var executor = ThreadPoolExecutor.builder()
                    .maxWorkers(1)
                    .initializer(() -> {
                        go.await();
                        seen.set(isDaemon());
                    })
                    .build()) {
                var future = in(kind, daemon, () -> executor.submit(() -> 1));
                var kept = keptAliveBy(executor);
                go.set();
                future.result();
                assertThat(kept).as("the task and the initializer").isEqualTo(daemon ? 0 : 2);
                assertThat(seen).hasValue(daemon);
                awaitNothingKeptAliveBy(executor);
            }
        }
    }

    @Test
    void map_calledByADaemon_doesNotKeepTheProgramAlive() throws Exception {
        try (var executor = new ThreadPoolExecutor(2)) {
            var go = new Event();
            try (var mapping = Bunch.start(
                    ThreadKind.PLATFORM,
                    i -> assertThat(executor.map(n -> go.await(), List.of(1, 2)).toList())
                            .containsExactly(true, true))) {
                Await.until("both items run", () -> executor.pool().workers.busy() == 2 && executor.qsize() == 0);
                var kept = keptAliveBy(executor);
                go.set();
                mapping.join();
                assertThat(kept).isZero();
            }
        }
    }

    @Test
    void taskThatNeverRuns_doesNotKeepTheProgramAlive(Uncaught uncaught) throws Exception {
        var go = new Event();
        var failure = new IllegalStateException("on purpose");
        try (var executor = new ThreadPoolExecutor(1)) {
            var first = executor.submit(() -> go.await());
            Await.until("the first task runs", first::running);
            var cancelled = executor.submit(() -> 1);
            var ended = executor.submit(() -> 2);
            executor.submit(() -> 3);
            assertThat(keptAliveBy(executor)).isEqualTo(4);
            cancelled.cancel();
            assertThat(keptAliveBy(executor)).isEqualTo(3);
            ended.setResult(7);
            executor.shutdown(false, true);
            assertThat(keptAliveBy(executor)).isOne();
            go.set();
            first.result();
            awaitNothingKeptAliveBy(executor);
        }
        try (var broken = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    throw failure;
                })
                .build()) {
            var future = broken.submit(() -> 1);
            assertThatThrownBy(future::result).isInstanceOf(BrokenThreadPoolException.class);
            awaitNothingKeptAliveBy(broken);
            assertThat(uncaught.take().exception()).isSameAs(failure);
        }
    }
}
