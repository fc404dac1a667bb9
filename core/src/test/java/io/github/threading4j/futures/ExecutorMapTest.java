package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExecutorMapTest {
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(2);
    private final Event go = new Event();

    @AfterEach
    void close() {
        go.set();
        executor.close();
    }

    @Test
    void map_returnsResultsInTheOrderOfTheItems() {
        assertThat(executor.map(n -> n * n, List.of(1, 2, 3, 4, 5)).toList()).containsExactly(1, 4, 9, 16, 25);
        assertThat(executor.map(n -> n, List.of()).toList()).isEmpty();
        assertThat(executor.map(n -> n == null ? "none" : n, Arrays.asList(1, null))
                        .toList())
                .containsExactly(1, "none");
        assertThat(executor.map(n -> n == 2 ? null : n, List.of(1, 2)).toList()).containsExactly(1, null);
    }

    @Test
    void map_twoIterables_endsWithTheShorter() {
        assertThat(executor.map((a, b) -> a + b, List.of(1, 2, 3), List.of("a", "b"))
                        .toList())
                .containsExactly("1a", "2b");
    }

    @Test
    void map_submitsTasksBeforeResultsAreTaken() throws Exception {
        var ran = new Semaphore(0);
        executor.map(
                n -> {
                    ran.release();
                    return n;
                },
                List.of(1, 2, 3));
        for (var i = 0; i < 3; i++) {
            ran.acquire();
        }
    }

    /** The two implementations: the executor divides the items among its workers, or runs a task for each item. */
    static Stream<MapOptions> ways() {
        return Stream.of(MapOptions.defaults(), MapOptions.defaults().chunksize(1));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void map_failedItem_throwsInItsPlaceAndCancelsTheRest(MapOptions way) {
        var results = executor.map(
                        n -> {
                            if (n == 2) {
                                throw new IOException("two");
                            }
                            if (n > 2) {
                                go.await();
                            }
                            return n;
                        },
                        List.of(1, 2, 3, 4, 5, 6),
                        way)
                .iterator();
        assertThat(results.next()).isEqualTo(1);
        assertThatThrownBy(results::next)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(results.hasNext()).isFalse();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void map_failingSource_throwsAndCancelsSubmittedTasks(MapOptions way) throws Exception {
        var busy = List.of(executor.submit(() -> go.await()), executor.submit(() -> go.await()));
        Iterable<Integer> items = () -> Stream.of(1, 2, 3)
                .peek(n -> {
                    if (n == 3) {
                        throw new IllegalStateException("no third item");
                    }
                })
                .iterator();
        var ran = new AtomicInteger();
        assertThatThrownBy(() -> executor.map(n -> ran.incrementAndGet(), items, way))
                .hasMessage("no third item");
        go.set();
        Futures.await(busy);
        executor.shutdown();
        assertThat(ran).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void map_timeout_countsAndCancelsUnfinishedFutures(MapOptions way) throws Exception {
        var results = executor.map(
                        n -> n != 2 || go.await() ? n : 0, List.of(1, 2, 3, 4), way.timeout(Duration.ofMillis(200)))
                .iterator();
        Await.until("all but one are done", () -> executor.pool().workers.idle() == 1);
        assertThat(results.next()).isEqualTo(1);
        assertThatThrownBy(results::next)
                .isInstanceOf(WaitTimeoutException.class)
                .hasMessage("1 (of 3) futures unfinished");
        assertThat(results.hasNext()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void map_resultsWithinTheTimeout_areReturned(MapOptions way) throws Exception {
        try (var waiting = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThat(executor.map(n -> go.await(), List.of(1, 2), way.timeout(Await.SECONDS))
                                .toList())
                        .containsExactly(true, true))) {
            Await.parked(waiting.thread().toJavaThread());
            go.set();
            waiting.join();
        }
    }

    @Test
    void map_closed_cancelsTasksNotStarted() {
        var ran = new AtomicInteger();
        var started = new Semaphore(0);
        var results = executor.map(
                n -> {
                    started.release();
                    go.await();
                    return ran.incrementAndGet();
                },
                IntStream.range(0, 10).boxed().toList());
        assertThat(executor.threads()).hasSize(2);
        Await.until("both workers are busy", () -> started.getValue() == 2);
        results.close();
        go.set();
        executor.close();
        assertThat(ran).hasValue(2);
    }

    @Test
    void map_buffersize_limitsTasksInFlightOfAnEndlessSource() {
        var taken = new AtomicInteger();
        Iterable<Integer> endless = () ->
                Stream.iterate(0, n -> n + 1).peek(n -> taken.incrementAndGet()).iterator();
        try (var results =
                executor.map(n -> n * 2, endless, MapOptions.defaults().buffersize(3))) {
            var iterator = results.iterator();
            for (var i = 0; i < 100; i++) {
                assertThat(iterator.next()).isEqualTo(2 * i);
                assertThat(taken.get()).isBetween(i + 1, i + 1 + 3 + 1);
            }
        }
    }

    @Test
    void map_buffersize_submitsTheNextTaskOnceTheFirstResultIsAvailable() {
        var taken = new AtomicInteger();
        Iterable<Integer> endless = () ->
                Stream.iterate(0, n -> n + 1).peek(n -> taken.incrementAndGet()).iterator();
        var options = MapOptions.defaults().buffersize(2).chunksize(3);
        var results = executor.map(n -> n, endless, options).iterator();
        assertThat(taken).hasValue(6);
        for (var i = 0; i < 3; i++) {
            assertThat(results.next()).isEqualTo(i);
            assertThat(taken).hasValue(9);
        }
        assertThat(results.hasNext()).isTrue();
        assertThat(taken).hasValue(12);
    }

    @Test
    void map_chunksize_changesOnlyTheNumberOfTasks() {
        var options = MapOptions.defaults().chunksize(7);
        var items = IntStream.range(0, 100).boxed().toList();
        assertThat(executor.map(n -> n, items, options).toList()).isEqualTo(items);
        var results = executor.map(n -> 10 / (5 - n), items, options).iterator();
        for (var i = 0; i < 5; i++) {
            assertThat(results.next()).isEqualTo(10 / (5 - i));
        }
        assertThatThrownBy(results::next).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void options_badNumbers_areRejected() {
        var options = MapOptions.defaults();
        assertThatThrownBy(() -> options.buffersize(0)).hasMessage("buffersize must be > 0: 0 (expected 1 or more)");
        assertThatThrownBy(() -> options.chunksize(0)).hasMessage("chunksize must be >= 1: 0 (expected 1 or more)");
        assertThatThrownBy(() -> options.timeout(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(options.timeout(1.5).buffersize(2).chunksize(3))
                .hasToString("MapOptions[timeout=PT1.5S, buffersize=2, chunksize=3]");
        assertThat(options).hasToString("MapOptions[timeout=none, buffersize=none, chunksize=none]");
    }

    @EachThreadKind
    void map_interrupted_throwsAndKeepsTheInterruptStatus(ThreadKind kind) {
        for (var way : ways().toList()) {
            try (var waiting = Bunch.start(kind, i -> {
                assertThatThrownBy(() ->
                                executor.map(n -> go.await(), List.of(1), way).toList())
                        .isInstanceOf(WaitInterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
            })) {
                Await.until("the task runs", () -> !executor.threads().isEmpty());
                Await.parked(waiting.thread().toJavaThread());
                waiting.thread().interrupt();
                waiting.join();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void map_executorShutDownConcurrently_throwsCancellation(MapOptions way) throws Exception {
        var started = new Semaphore(0);
        var results = executor.map(
                        n -> {
                            started.release();
                            return go.await();
                        },
                        List.of(1, 2, 3, 4),
                        way)
                .iterator();
        Await.until("both workers are busy", () -> started.getValue() == 2);
        executor.shutdown(false, true);
        go.set();
        assertThat(List.of(results.next(), results.next())).containsOnly(true);
        assertThatThrownBy(results::next).isInstanceOf(CancellationException.class);
        assertThat(results.hasNext()).isFalse();
    }
}
