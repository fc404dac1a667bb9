package io.github.threading4j.futures;

import static io.github.threading4j.futures.MapPerWorkerTest.numbers;
import static io.github.threading4j.futures.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/**
 * How a map that divides its items among the workers ends: after a failure, by a shutdown, and without retaining
 * memory.
 */
class MapPerWorkerEndTest {
    @Test
    void failedItem_cancelsTheRestOnceItsResultIsTaken() throws Exception {
        try (var executor = pool(ThreadKind.PLATFORM, 1)) {
            var failed = new IOException("no");
            var ran = new Semaphore(0);
            var go = new Event();
            var results = executor.map(
                            n -> {
                                if (n == 0) {
                                    throw failed;
                                }
                                ran.release();
                                return n != 2 || go.await();
                            },
                            numbers(1_000))
                    .iterator();
            ran.acquire();
            ran.acquire(); // two items after the failed one have started
            assertThatThrownBy(results::next).hasCause(failed);
            go.set();
            executor.shutdown();
            assertThat(ran.getValue()).isZero();
            assertThat(results.hasNext()).isFalse();
            assertThatThrownBy(results::next).isInstanceOf(java.util.NoSuchElementException.class);
        }
    }

    @Test
    void failedItem_resultNeverTaken_isNotReported() {
        try (var executor = pool(ThreadKind.PLATFORM, 2)) {
            executor.map(n -> 1 / n, List.of(0, 0));
        }
    }

    @EachThreadKind
    void shutdown_mapInProgress_runsAllItems(ThreadKind kind) throws Exception {
        var executor = pool(kind, 2);
        var go = new Event();
        var results = executor.map(n -> go.await(), numbers(5_000));
        executor.shutdown(false);
        assertThatThrownBy(() -> executor.map(n -> n, numbers(1))).isInstanceOf(RejectedExecutionException.class);
        assertThat(executor.map(n -> n, List.of()).toList()).isEmpty();
        go.set();
        executor.shutdown();
        assertThat(results).hasSize(5_000);
    }

    @EachThreadKind
    void shutdownCancelFutures_keepsResultsOfStartedItemsAndCancelsTheRest(ThreadKind kind) throws Exception {
        var executor = pool(kind, 2);
        var go = new Event();
        var started = new Semaphore(0);
        var results = executor.map(
                        n -> {
                            started.release();
                            return go.await();
                        },
                        numbers(100))
                .iterator();
        started.acquire();
        started.acquire();
        executor.shutdown(false, true);
        go.set();
        assertThat(results.next()).isTrue();
        assertThat(results.next()).isTrue();
        assertThatThrownBy(results::next).isInstanceOf(CancellationException.class);
        assertThat(results.hasNext()).isFalse();
        executor.shutdown();
        assertThat(started.getValue()).isZero();
    }

    @EachThreadKind
    void shutdownCancelFutures_releasesWaitersForItemsNotStarted(ThreadKind kind) throws Exception {
        var executor = pool(kind, 1);
        var go = new Event();
        executor.submit(() -> go.await());
        var results = executor.map(n -> n, numbers(10)).iterator();
        try (var waiting =
                Bunch.start(kind, i -> assertThatThrownBy(results::next).isInstanceOf(CancellationException.class))) {
            Await.parked(waiting.thread().toJavaThread());
            executor.shutdown(false, true);
            waiting.join();
        }
        go.set();
        executor.shutdown();
    }

    @EachThreadKind
    void initializer_fails_releasesTheWaiter(ThreadKind kind, Uncaught uncaught) {
        var go = new Event();
        var builder = Pools.builder(kind).maxWorkers(2).initializer(() -> {
            go.await();
            throw new IOException("no");
        });
        try (var executor = builder.build()) {
            var results = executor.map(n -> n, numbers(10)).iterator();
            try (var waiting = Bunch.start(
                    kind,
                    i -> assertThatThrownBy(results::next)
                            .isInstanceOf(BrokenThreadPoolException.class)
                            .hasMessageStartingWith("A thread initializer failed"))) {
                Await.parked(waiting.thread().toJavaThread());
                go.set();
            }
            assertThat(results.hasNext()).isFalse();
        }
        assertThat(uncaught.take().exception()).isInstanceOf(IOException.class);
        uncaught.takeAll();
    }

    @Test
    void takenResult_isNotRetained() {
        try (var executor = pool(ThreadKind.PLATFORM, 2)) {
            var results = executor.map(n -> new Object(), numbers(3)).iterator();
            var first = new WeakReference<>(results.next());
            results.next();
            Await.collected("the first result", () -> first.get() == null);
            assertThat(results.next()).isNotNull();
        }
    }

    @Test
    void pool_afterManyMaps_retainsNothing() {
        try (var executor = pool(ThreadKind.PLATFORM, 2)) {
            for (var i = 0; i < 1_000; i++) {
                assertThat(executor.map(n -> n, List.of(1, 2, 3)).toList()).hasSize(3);
            }
            Await.until(
                    "no task of a map is left in the pool",
                    () -> executor.pool().abortable() == 0);
        }
    }

    @Test
    void helperTasks_discardedBeforeTheyRun_areNotRetained(Uncaught uncaught) throws Exception {
        var go = new Event();
        var cancelled = new ThreadPoolExecutor(1);
        cancelled.submit(() -> go.await());
        var broken = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    go.await();
                    throw new IOException("no");
                })
                .build();
        for (var executor : List.of(cancelled, broken)) {
            executor.map(n -> n, numbers(10));
            assertThat(executor.pool().abortable()).isEqualTo(1);
        }
        cancelled.shutdown(false, true);
        assertThat(cancelled.pool().abortable()).isZero();
        go.set();
        assertThat(uncaught.take().exception()).hasMessage("no");
        assertThat(broken.pool().abortable()).isZero();
        cancelled.close();
        broken.close();
    }
}
