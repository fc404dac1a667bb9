package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of an asynchronous call: callbacks and chunk size. */
class AsyncOptionsTest {
    private static final List<Integer> NUMBERS = IntStream.range(0, 10).boxed().toList();

    @EachThreadKind
    void callback_isCalledWithTheValueBeforeTheResultIsReady(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 2)) {
            var ready = Collections.synchronizedList(new ArrayList<Boolean>());
            var results = new ArrayList<AsyncResult<Integer>>();
            var go = new CountDownLatch(1);
            results.add(pool.applyAsync(
                    () -> {
                        go.await();
                        return 1;
                    },
                    AsyncOptions.defaults()
                            .callback(value -> ready.add(results.get(0).ready()))));
            go.countDown();
            assertThat(results.get(0).get()).isEqualTo(1);
            assertThat(ready).containsExactly(false);
            assertThat(results.get(0).ready()).isTrue();
        }
    }

    /** A callback can append to a list without a lock. */
    @EachThreadKind
    void callbacks_areNeverCalledConcurrently(ThreadKind kind) throws Exception {
        var told = new ArrayList<Integer>();
        try (var pool = ThreadPoolTest.pool(kind, 4)) {
            for (int i = 0; i < 500; i++) {
                var number = i;
                pool.applyAsync(() -> number, AsyncOptions.defaults().callback(told::add));
            }
            pool.noMoreTasks();
            pool.join();
        }
        assertThat(told)
                .hasSize(500)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void errorCallback_taskThrows_isCalledInsteadOfCallback() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var told = new ArrayList<Object>();
            var failure = new IllegalStateException("no disk");
            var result = pool.applyAsync(
                    () -> {
                        throw failure;
                    },
                    AsyncOptions.defaults().callback(told::add).errorCallback(told::add));
            assertThatThrownBy(result::get).isSameAs(failure);
            assertThatThrownBy(result::get).as("the second call").isSameAs(failure);
            assertThat(told).containsExactly(failure);
        }
    }

    private static AsyncOptions<? super List<Integer>> options(
            int chunksize, boolean callback, boolean errorCallback, List<Object> told) {
        var defaults = AsyncOptions.defaults();
        var options = chunksize == 0 ? defaults : defaults.chunksize(chunksize);
        options = callback ? options.callback(told::add) : options;
        return errorCallback ? options.errorCallback(told::add) : options;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 10, Integer.MAX_VALUE})
    void map_acceptsEveryCombinationOfOptions(int chunksize) throws Exception {
        try (var pool = new ThreadPool(2)) {
            for (var withCallback : List.of(true, false)) {
                for (var withErrorCallback : List.of(true, false)) {
                    var told = Collections.synchronizedList(new ArrayList<>());
                    var named = options(chunksize, withCallback, withErrorCallback, told);
                    assertThat(pool.<Integer, Integer>mapAsync(n -> n + 1, NUMBERS, named)
                                    .get())
                            .isEqualTo(IntStream.range(1, 11).boxed().toList());
                    assertThat(told).hasSize(withCallback ? 1 : 0);
                    var failed = pool.<Integer, Integer>mapAsync(n -> 1 / (n - 5), NUMBERS, named);
                    assertThatThrownBy(failed::get).isInstanceOf(ArithmeticException.class);
                    assertThat(told).hasSize((withCallback ? 1 : 0) + (withErrorCallback ? 1 : 0));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, Integer.MAX_VALUE})
    void starmap_acceptsEveryCombinationOfOptions(int chunksize) throws Exception {
        var pairs = NUMBERS.stream().map(n -> Map.entry(n, 1)).toList();
        try (var pool = new ThreadPool(2)) {
            for (var withCallback : List.of(true, false)) {
                for (var withErrorCallback : List.of(true, false)) {
                    var told = Collections.synchronizedList(new ArrayList<>());
                    var named = options(chunksize, withCallback, withErrorCallback, told);
                    assertThat(pool.<Integer, Integer, Integer>starmapAsync(Integer::sum, pairs, named)
                                    .get())
                            .isEqualTo(IntStream.range(1, 11).boxed().toList());
                    assertThat(told).hasSize(withCallback ? 1 : 0);
                    var failed = pool.<Integer, Integer, Integer>starmapAsync((a, b) -> b / (a - 5), pairs, named);
                    assertThatThrownBy(failed::get).isInstanceOf(ArithmeticException.class);
                    assertThat(told).hasSize((withCallback ? 1 : 0) + (withErrorCallback ? 1 : 0));
                }
            }
        }
    }

    /**
     * A task skips its remaining items after a failure, so the number of calls reveals the number of items per task.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, Integer.MAX_VALUE})
    void chunksize_isTheNumberOfItemsPerTask(int chunksize) throws Exception {
        try (var pool = new ThreadPool(1)) {
            var tried = new AtomicInteger();
            var failing = pool.mapAsync(
                    n -> {
                        tried.incrementAndGet();
                        return 1 / n;
                    },
                    NUMBERS,
                    AsyncOptions.defaults().chunksize(chunksize));
            assertThatThrownBy(failing::get).isInstanceOf(ArithmeticException.class);
            assertThat(tried).hasValue(10 - Math.min(chunksize, 10) + 1);
            assertThatThrownBy(() -> pool.starmap((a, b) -> tried.addAndGet(100) / a, pairsOf(NUMBERS), chunksize))
                    .isInstanceOf(ArithmeticException.class);
            assertThat(tried.get() / 100).isEqualTo(10 - Math.min(chunksize, 10) + 1);
        }
    }

    private static List<Map.Entry<Integer, Integer>> pairsOf(List<Integer> numbers) {
        return numbers.stream().map(n -> Map.entry(n, n)).toList();
    }

    /** Python's rule: four tasks per worker, with the chunk size rounded up. */
    @Test
    void chunksize_default_createsFourTasksPerWorker() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var tried = new AtomicInteger();
            assertThatThrownBy(() -> pool.map(n -> tried.incrementAndGet() / n, NUMBERS))
                    .isInstanceOf(ArithmeticException.class);
            assertThat(tried)
                    .as("chunks of 3, 3, 3 and 1, of which the first ends at its first item")
                    .hasValue(8);
        }
    }

    @EachThreadKind
    void callback_fails_failsTheResultAndLaterCallbacksAreCalled(ThreadKind kind) throws Exception {
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var failure = new IllegalStateException("bad callback");
            var failing = AsyncOptions.defaults().callback(value -> {
                throw failure;
            });
            var result = pool.applyAsync(() -> 1, failing);
            assertThatThrownBy(() -> result.get(Await.SECONDS)).isSameAs(failure);
            assertThat(result.successful()).isFalse();
            assertThatThrownBy(() -> pool.mapAsync(n -> n, NUMBERS, failing).get(Await.SECONDS))
                    .isSameAs(failure);
            assertThat(pool.applyAsync(() -> 2, AsyncOptions.defaults().callback(value -> {}))
                            .get(Await.SECONDS))
                    .isEqualTo(2);
            Await.until("no task is unfinished", () -> pool.toString().endsWith("unfinished=0]"));
        }
    }

    @Test
    void errorCallback_fails_suppressesTheTasksException() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var failure = new IOException("of the task");
            var result = pool.applyAsync(
                    () -> {
                        throw failure;
                    },
                    AsyncOptions.defaults().errorCallback(received -> {
                        throw new IllegalStateException("bad callback", received);
                    }));
            assertThatThrownBy(() -> result.get(Await.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(failure)
                    .hasSuppressedException(failure);
        }
    }

    @Test
    void errorCallback_rethrows_hasNoEffect() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var failure = new IOException("of the task");
            var result = pool.applyAsync(
                    () -> {
                        throw failure;
                    },
                    AsyncOptions.defaults().errorCallback(AsyncOptionsTest::rethrow));
            assertThatThrownBy(() -> result.get(Await.SECONDS))
                    .isInstanceOf(CompletionException.class)
                    .hasCause(failure);
            assertThat(failure.getSuppressed()).isEmpty();
        }
    }

    private static void rethrow(Throwable received) throws Exception {
        throw (Exception) received;
    }

    /**
     * The value that the callback has received is the result; an exception that the callback throws later is reported.
     */
    @Test
    void callback_failsAfterTerminate_isReportedAndTheResultIsUnchanged(Uncaught uncaught) throws Exception {
        var called = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var pool = new ThreadPool(1);
        var result = pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(value -> {
            called.countDown();
            go.await();
            throw new IllegalStateException("bad callback");
        }));
        called.await();
        pool.terminate();
        assertThat(result.get(Await.SECONDS)).isEqualTo(1);
        go.countDown();
        pool.join();
        assertThat(uncaught.take().exception()).hasMessage("bad callback");
        assertThat(result.get()).isEqualTo(1);
    }

    @Test
    void badArguments_areRejectedWithoutSubmittingATask() {
        try (var pool = new ThreadPool(1)) {
            assertThatThrownBy(() -> pool.mapAsync(
                            n -> n, NUMBERS, AsyncOptions.defaults().chunksize(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Chunksize must be 1+: 0 (expected 1 or more)");
            assertThatThrownBy(() ->
                            pool.applyAsync(() -> 1, AsyncOptions.defaults().chunksize(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a single task has no chunks: AsyncOptions[chunksize=2, callback=none, "
                            + "errorCallback=none] (expected no chunksize)");
            assertThatThrownBy(() ->
                            pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(null)))
                    .hasMessage("receiver: null (expected a value)");
            assertThatThrownBy(() ->
                            pool.applyAsync(() -> 1, AsyncOptions.defaults().errorCallback(null)))
                    .hasMessage("receiver: null (expected a value)");
            assertThatThrownBy(() -> pool.applyAsync(() -> 1, null)).hasMessage("options: null (expected a value)");
            assertThatThrownBy(() -> pool.mapAsync(n -> n, NUMBERS, null))
                    .hasMessage("options: null (expected a value)");
            assertThatThrownBy(() -> pool.starmap(Integer::sum, pairsOf(NUMBERS), 0))
                    .hasMessage("Chunksize must be 1+: 0 (expected 1 or more)");
            assertThatThrownBy(() -> pool.starmap(Integer::sum, null)).hasMessage("pairs: null (expected a value)");
            assertThat(pool.toString()).endsWith("unfinished=0]");
        }
    }
}
