package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.function.ThrowingFunction;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that wait for several tasks, or for a map, of their own pool while no worker is left to run them. */
class PoolGroupDeadlockTest {
    @EachThreadKind
    void map_inATaskOfAFullPool_reportsADeadlockAndThePoolRecovers(ThreadKind kind) throws Exception {
        var started = new AtomicInteger();
        try (var executor = Pools.pool(kind, 1)) {
            var outer = executor.submit(() -> executor.map(i -> started.incrementAndGet(), List.of(1, 2, 3))
                    .toList());
            assertThatThrownBy(outer::result)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("deadlock: the task Future[running] of ")
                    .hasMessageContaining(" waits for result 0 of the map of " + PoolGroupDeadlockTest.class.getName());
            assertThat(executor.map(i -> i * i, List.of(2, 3)).toList()).containsExactly(4, 9);
        }
        assertThat(started).as("items not started were cancelled").hasValue(0);
    }

    /** Functions that return the squares of 1, 2 and 3, each by waiting for tasks of the pool in a different way. */
    private static final Map<String, ThrowingFunction<ThreadPoolExecutor, List<Integer>>> FORMS = Map.of(
            "map",
            executor -> executor.map(i -> i * i, List.of(1, 2, 3)).toList(),
            "await",
            executor -> {
                var squares = squares(executor);
                Futures.await(squares);
                return squares.stream().map(Future::resultNow).toList();
            },
            "asCompleted",
            executor -> Futures.asCompleted(squares(executor)).stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList());

    private static List<Future<Integer>> squares(ThreadPoolExecutor executor) {
        return Stream.of(1, 2, 3).map(i -> executor.submit(() -> i * i)).toList();
    }

    static Set<String> forms() {
        return FORMS.keySet();
    }

    @ParameterizedTest
    @MethodSource("forms")
    @RaceHunt
    void groupWait_inAllWorkersAtTheSameTime_failsAtLeastOneWait(String name) throws Exception {
        var form = FORMS.get(name);
        Rounds.run(200, round -> {
            try (var executor = new ThreadPoolExecutor(2)) {
                var together = new Barrier(2);
                var outer = Stream.generate(() -> executor.submit(() -> {
                            together.await();
                            return form.apply(executor);
                        }))
                        .limit(2)
                        .toList();
                var told = 0;
                for (var each : outer) {
                    if (each.exception() instanceof IllegalStateException) {
                        told++;
                    } else {
                        assertThat(each.result()).containsExactly(1, 4, 9);
                    }
                }
                assertThat(told).isBetween(1, 2);
            }
        });
    }

    @Test
    void await_onlyForeignFutures_isNotADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            for (var returnWhen : ReturnWhen.values()) {
                var elsewhere = new Future<Integer>();
                var outer = executor.submit(
                        () -> Futures.await(List.of(elsewhere), returnWhen).done());
                awaitWorkerWaits(executor, FuturesWaiter.class);
                elsewhere.setResult(7);
                assertThat(outer.result()).containsExactly(elsewhere);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_queuedTasksOfAFullPool_reportsADeadlock(ReturnWhen returnWhen) throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var outer = executor.submit(
                    () -> Futures.await(List.of(executor.submit(() -> 1), executor.submit(() -> 2)), returnWhen));
            assertThat(outer.exception())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            " waits for the task Future[pending] of " + PoolGroupDeadlockTest.class.getName());
        }
    }

    @Test
    void asCompleted_queuedTaskOfAFullPool_reportsADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var done = executor.submit(() -> 0);
            done.result();
            var taken = new ArrayList<Future<Integer>>();
            var outer = executor.submit(() -> {
                try (var completed = Futures.asCompleted(List.of(done, executor.submit(() -> 1)))) {
                    completed.forEach(taken::add);
                }
                return null;
            });
            assertThat(outer.exception())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            " waits for the task Future[pending] of " + PoolGroupDeadlockTest.class.getName());
            assertThat(taken).containsExactly(done);
        }
    }

    @Test
    void await_foreignFutureCanEndTheWait_isNotADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            for (var returnWhen : List.of(ReturnWhen.FIRST_COMPLETED, ReturnWhen.FIRST_EXCEPTION)) {
                var elsewhere = new Future<Integer>();
                var outer =
                        executor.submit(() -> Futures.await(List.of(executor.submit(() -> 1), elsewhere), returnWhen)
                                .done());
                awaitWorkerWaits(executor, FuturesWaiter.class);
                elsewhere.setException(new IllegalArgumentException("on purpose"));
                assertThat(outer.result()).containsExactly(elsewhere);
                assertThat(elsewhere.exception()).hasMessage("on purpose");
            }
        }
    }

    @Test
    void asCompleted_foreignFutureCanBeNext_isNotADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var elsewhere = new Future<Integer>();
            var taken = new ArrayList<Future<Integer>>();
            var outer = executor.submit(() -> {
                try (var completed = Futures.asCompleted(List.of(executor.submit(() -> 1), elsewhere))) {
                    completed.forEach(taken::add);
                }
                return null;
            });
            awaitWorkerWaits(executor, FuturesAsCompleted.class);
            elsewhere.setResult(7);
            assertThat(outer.exception()).isInstanceOf(IllegalStateException.class);
            assertThat(taken).containsExactly(elsewhere);
        }
    }

    @Test
    void await_ownTasksDone_isNotADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(2)) {
            var elsewhere = new Future<Integer>();
            var own = new AtomicReference<Future<Integer>>();
            var holding = executor.submit(() -> {
                own.set(executor.submit(() -> 1));
                return Futures.await(List.of(elsewhere, own.get())).notDone();
            });
            awaitWorkerWaits(executor, FuturesWaiter.class);
            own.get().result();
            var outer = executor.submit(() -> executor.submit(() -> 7).result());
            Await.until(
                    "the task waits, or has failed with a deadlock",
                    () -> outer.done() || waits(executor, Future.class));
            elsewhere.setResult(1);
            assertThat(outer.result()).isEqualTo(7);
            assertThat(holding.result()).isEmpty();
        }
    }

    @Test
    void awaitAll_oneQueuedTaskOfAFullPool_isADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var outer = executor.submit(() -> Futures.await(List.of(new Future<Integer>(), executor.submit(() -> 1))));
            assertThat(outer.exception()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void awaitFirstException_foreignFuturesSucceeded_isADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var elsewhere = new Future<Integer>();
            var outer = executor.submit(
                    () -> Futures.await(List.of(elsewhere, executor.submit(() -> 1)), ReturnWhen.FIRST_EXCEPTION));
            awaitWorkerWaits(executor, FuturesWaiter.class);
            elsewhere.setResult(7);
            assertThat(outer.exception()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void asCompleted_aDoneFutureIsAvailable_isNotADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var over = new Event();
            var busy = executor.submit(() -> over.await());
            var cancelled = executor.submit(() -> 2);
            var futures = new LinkedHashSet<>(List.of(executor.submit(() -> 1), cancelled));
            var completed = new FuturesAsCompleted<>(futures, Timeout.FOREVER);
            var before = completed.enders(Blocker.Kind.EVENT);
            cancelled.cancel();
            var after = completed.enders(Blocker.Kind.EVENT);
            over.set();
            assertThat(busy.result()).isTrue();
            assertThat(before).isInstanceOf(Enders.Any.class);
            assertThat(after).isEqualTo(Enders.Open.OVER);
        }
    }

    private static void awaitWorkerWaits(ThreadPoolExecutor executor, Class<?> forWhat) {
        Await.until("the task waits for a " + forWhat.getSimpleName(), () -> waits(executor, forWhat));
    }

    private static boolean waits(ThreadPoolExecutor executor, Class<?> forWhat) {
        return executor.threads().stream()
                .map(thread -> Blocker.of(thread.toJavaThread()))
                .anyMatch(point -> point != null && forWhat.isInstance(point.awaited()));
    }

    @Test
    @RaceHunt
    void groupWaits_oneWorkerFree_getTheirResults() throws Exception {
        Rounds.run(300, round -> {
            try (var executor = new ThreadPoolExecutor(2)) {
                var outer = executor.submit(() -> {
                    var sum = executor.map(i -> i, List.of(1, 2, 3)).stream()
                            .mapToInt(i -> i)
                            .sum();
                    var inner = List.of(executor.submit(() -> 4), executor.submit(() -> 5));
                    for (var returnWhen : ReturnWhen.values()) {
                        Futures.await(inner, returnWhen);
                    }
                    return sum
                            + Futures.asCompleted(inner).stream()
                                    .mapToInt(Future::resultNow)
                                    .sum();
                });
                assertThat(outer.result()).isEqualTo(15);
            }
        });
    }

    @Test
    void deadlockMessage_namesOnlyTasksAndFunctionsOfTheProgram() throws Exception {
        try (var executor = ThreadPoolExecutor.builder().maxWorkers(1).build()) {
            var options = MapOptions.defaults();
            for (var each : List.of(options, options.chunksize(1), options.buffersize(2))) {
                var outer = executor.submit(
                        () -> executor.map(n -> n, List.of(1, 2), each).toList());
                assertNamesOnlyThisClass(outer.exception());
                var inner = executor.map(n -> executor.submit(() -> n).result(), List.of(1), each);
                assertNamesOnlyThisClass(catchThrowable(inner::toList));
            }
            var done = new Event();
            var target = executor.submit(() -> {
                executor.submit(() -> done.set()).result();
            });
            assertNamesOnlyThisClass(target.exception());
            var view = executor.asExecutorService();
            var handed = (Future<?>) view.submit(() -> view.submit(() -> 1).get());
            assertNamesOnlyThisClass(handed.exception());
        }
    }

    private static void assertNamesOnlyThisClass(Throwable deadlock) {
        assertThat(deadlock)
                .hasMessageStartingWith("deadlock: ")
                .hasMessageContaining(PoolGroupDeadlockTest.class.getName())
                .satisfies(e -> assertThat(e.getMessage().replace(PoolGroupDeadlockTest.class.getName(), ""))
                        .doesNotContain("io.github.threading4j"));
    }
}
