package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadPoolTest {
    static ThreadPool pool(ThreadKind kind, int processes) {
        var builder = ThreadPool.builder().processes(processes).name("test");
        if (kind == ThreadKind.VIRTUAL) {
            kind.builder(); // throws if this JDK has no virtual threads
            builder.virtual();
        }
        return builder.build();
    }

    @EachThreadKind
    void apply_returnsTheValueOrThrowsTheTasksException(ThreadKind kind) throws Exception {
        try (var pool = pool(kind, 2)) {
            assertThat(pool.apply(() -> "hello".length())).isEqualTo(5);
            assertThat(pool.<String>apply(() -> null)).isNull();
            var ran = new AtomicInteger();
            pool.apply(() -> {
                ran.incrementAndGet();
            });
            assertThat(ran).hasValue(1);
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw new IllegalStateException("unchecked");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("unchecked");
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw new IOException("checked");
                    }))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(pool.applyAsync(() -> {}).get()).isNull();
        }
    }

    @EachThreadKind
    void task_callsThreadExit_failsAndTheWorkerSurvives(ThreadKind kind) throws Exception {
        try (var pool = pool(kind, 1)) {
            var exited = pool.applyAsync(() -> {
                throw Threading.exit();
            });
            assertThatThrownBy(exited::get).isInstanceOf(Error.class);
            assertThat(pool.apply(() -> 1)).as("the worker still runs tasks").isEqualTo(1);
        }
    }

    @EachThreadKind
    void interruptStatus_setByATask_isClearedBeforeTheNextTask(ThreadKind kind) throws Exception {
        try (var pool = pool(kind, 1)) {
            pool.apply(() -> Thread.currentThread().interrupt());
            assertThat(pool.apply(() -> Thread.currentThread().isInterrupted())).isFalse();
        }
    }

    @Test
    void workers_areStartedImmediatelyAsNamedDaemons() {
        try (var pool = ThreadPool.builder().processes(3).name("crew").build()) {
            assertThat(Threading.enumerate().stream()
                            .filter(thread -> thread.getName().startsWith("crew_"))
                            .peek(thread -> assertThat(thread.isDaemon()).isTrue())
                            .map(NamedThread::getName))
                    .containsExactly("crew_0", "crew_1", "crew_2");
            assertThat(pool).hasToString("ThreadPool[name=crew, RUNNING, workers=3, unfinished=0]");
        }
    }

    @Test
    void pool_defaultSize_hasOneWorkerPerProcessor() {
        try (var pool = new ThreadPool()) {
            var processors = Runtime.getRuntime().availableProcessors();
            assertThat(pool.toString())
                    .matches("ThreadPool\\[name=ThreadPool-\\d+, RUNNING, workers=" + processors + ",.*");
        }
    }

    @Test
    void constructor_threadsCannotBeStarted_throws() {
        Threading.stackSize(1L << 50);
        assertThatThrownBy(() -> new ThreadPool(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("can't start new thread: ");
    }

    @EachThreadKind
    void map_anyChunksize_returnsResultsInOrder(ThreadKind kind) throws Exception {
        var numbers = IntStream.range(0, 100).boxed().toList();
        var squares = numbers.stream().map(n -> n * n).toList();
        try (var pool = pool(kind, 3)) {
            for (var chunksize : List.of(1, 7, 100, 1_000)) {
                assertThat(pool.map(n -> n * n, numbers, chunksize)).isEqualTo(squares);
            }
            assertThat(pool.map(n -> n * n, numbers)).isEqualTo(squares);
            assertThat(pool.map(n -> n, List.of())).isEmpty();
            assertThat(pool.map(n -> null, Arrays.asList(1, null))).containsExactly(null, null);
        }
    }

    @Test
    void starmap_callsTheFunctionWithPairs() throws Exception {
        try (var pool = new ThreadPool(2)) {
            assertThat(pool.starmap(Math::max, List.of(Map.entry(1, 2), Map.entry(4, 3))))
                    .containsExactly(2, 4);
            assertThat(pool.starmapAsync(Integer::sum, List.of(Map.entry(1, 2))).get())
                    .containsExactly(3);
        }
    }

    /** As in Python, {@code map} throws the earliest exception, once all tasks have ended. */
    @Test
    void map_severalFailures_throwsTheEarliestOnceAllChunksHaveEnded() throws Exception {
        var ran = new AtomicInteger();
        var lastFailed = new CountDownLatch(1);
        try (var pool = new ThreadPool(2)) {
            assertThatThrownBy(() -> pool.map(
                            n -> {
                                if (n == 0) {
                                    lastFailed.await();
                                    throw new IllegalStateException("first item");
                                } else if (n == 1) {
                                    ran.incrementAndGet();
                                    throw new IllegalStateException("second item");
                                }
                                ran.incrementAndGet();
                                if (n == 9) {
                                    lastFailed.countDown();
                                }
                                return n;
                            },
                            IntStream.range(0, 10).boxed().toList(),
                            1))
                    .hasMessage("second item");
        }
        assertThat(ran).hasValue(9);
    }

    @Test
    void map_failingSource_throwsImmediately() {
        try (var pool = new ThreadPool(1)) {
            Iterable<Integer> failing = () -> {
                throw new IllegalStateException("no items");
            };
            assertThatThrownBy(() -> pool.map(n -> n, failing)).hasMessage("no items");
            assertThatThrownBy(() -> pool.mapAsync(n -> n, failing)).hasMessage("no items");
        }
    }

    @Test
    void asyncResult_readyAndSuccessful_reflectTheState() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var go = new CountDownLatch(1);
            var result = pool.applyAsync(() -> {
                go.await();
                return "value";
            });
            assertThat(result.ready()).isFalse();
            assertThatThrownBy(result::successful)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("result is not ready: AsyncResult[pending] (expected a check with ready())");
            assertThatThrownBy(() -> result.get(0)).isInstanceOf(TimeoutException.class);
            assertThat(result.await(0)).isFalse();
            go.countDown();
            result.await();
            assertThat(result.await(1)).isTrue();
            assertThat(result.get(1)).isEqualTo("value");
            assertThat(result.successful()).isTrue();
            var failed = pool.applyAsync(() -> {
                throw new IOException("no disk");
            });
            failed.await();
            assertThat(failed.successful()).isFalse();
        }
    }

    @Test
    void get_interrupted_throwsAndTheTaskContinues() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var go = new CountDownLatch(1);
            var result = pool.applyAsync(() -> {
                go.await();
                return 1;
            });
            Thread.currentThread().interrupt();
            assertThatThrownBy(result::get).isInstanceOf(InterruptedException.class);
            go.countDown();
            assertThat(result.get(Await.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void badArguments_areRejected() {
        assertThatThrownBy(() -> new ThreadPool(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Number of processes must be at least 1: 0 (expected 1 or more)");
        try (var pool = new ThreadPool(1)) {
            assertThatThrownBy(() -> pool.map(n -> n, List.of(), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Chunksize must be 1+: 0 (expected 1 or more)");
            assertThatThrownBy(() -> pool.imap(n -> n, List.of(), -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pool.map(null, List.of())).hasMessage("function: null (expected a value)");
            assertThatThrownBy(() -> pool.imap(n -> n, null)).hasMessage("items: null (expected a value)");
            assertThatThrownBy(() -> pool.applyAsync((Callable<String>) null))
                    .hasMessage("task: null (expected a value)");
        }
    }

    /** As in Python, threads and tasks started by a pool's task or callback do not keep the program alive. */
    @EachThreadKind
    void tasksAndCallbacks_areDaemons(ThreadKind kind) throws Exception {
        try (var pool = pool(kind, 1)) {
            var called = new ArrayList<Boolean>();
            assertThat(pool.applyAsync(
                                    () -> ThreadingAccess.get().isDaemon(),
                                    AsyncOptions.defaults()
                                            .callback(value -> called.add(
                                                    ThreadingAccess.get().isDaemon())))
                            .get())
                    .isTrue();
            assertThat(called).containsExactly(true);
        }
    }
}
