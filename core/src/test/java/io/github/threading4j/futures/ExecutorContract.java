package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every executor. {@link ExecutorEndContract} adds how an executor ends. */
interface ExecutorContract {
    /** Returns an executor that can run the given number of tasks concurrently. */
    Executor executor(int workers);

    /** Returns whether tasks can be queued for a worker, as in a {@link BoundedExecutorContract}. */
    default boolean hasBound() {
        return false;
    }

    /** A task that signals its start and then waits until {@code go} is set. */
    final class Waiting {
        final Semaphore started = new Semaphore(0);
        final Event go = new Event();

        boolean run() throws InterruptedException {
            started.release();
            return go.await();
        }
    }

    @Test
    default void submit_value_isTheResult() throws Exception {
        try (var executor = executor(2)) {
            assertThat(executor.submit(() -> 6 * 7).result()).isEqualTo(42);
            assertThat(executor.submit(() -> (Integer) null).result()).isNull();
            var done = new Event();
            Future<Void> action = executor.submit(done::set);
            assertThat(action.result()).isNull();
            assertThat(done.isSet()).isTrue();
        }
    }

    @Test
    default void task_throws_failsItsFuture() throws Exception {
        try (var executor = executor(2)) {
            var checked = new IOException("checked");
            var failed = executor.submit(() -> {
                throw checked;
            });
            assertThat(failed.exception()).isSameAs(checked);
            assertThatThrownBy(failed::result)
                    .isInstanceOf(CompletionException.class)
                    .hasCause(checked);
            var error = new StackOverflowError("error");
            assertThat(executor.submit(() -> {
                                throw error;
                            })
                            .exception())
                    .isSameAs(error);
            assertThat(executor.submit(() -> 1).result()).isEqualTo(1);
        }
    }

    @Test
    default void execute_taskFails_callsTheExcepthook(Uncaught uncaught) {
        try (var executor = executor(1)) {
            executor.execute(() -> {
                throw new IllegalStateException("nobody waits");
            });
        }
        assertThat(uncaught.take().exception()).hasMessage("nobody waits");
    }

    @Test
    default void running_whileTheTaskRuns_isTrueAndCancelFails() throws Exception {
        try (var executor = executor(1)) {
            var task = new Waiting();
            var future = executor.submit(task::run);
            task.started.acquire();
            assertThat(future.running()).isTrue();
            assertThat(future.cancel()).isFalse();
            assertThat(future.cancel(false)).isFalse();
            task.go.set();
            assertThat(future.result()).isTrue();
            assertThat(future.running()).isFalse();
            assertThat(future.cancel()).isFalse();
            assertThat(future.cancel(true)).isFalse();
        }
    }

    @Test
    default void cancelTrue_interruptsOnlyThatTask() throws Exception {
        try (var executor = executor(1)) {
            for (var i = 0; i < 100; i++) {
                var task = new Waiting();
                var future = executor.submit(task::run);
                var next = executor.submit(() -> Thread.currentThread().isInterrupted());
                task.started.acquire();
                assertThat(future.cancel(true)).isTrue();
                assertThat(future.cancelled()).isTrue();
                assertThat(future.awaitTermination(Await.SECONDS)).isTrue();
                assertThat(next.result()).isFalse();
            }
        }
    }

    @Test
    default void futureAwaitTermination_taskIgnoresTheInterrupt_waitsForItsEnd() throws Exception {
        try (var executor = executor(1)) {
            var started = new Event();
            var go = new Event();
            var future = executor.submit(() -> {
                started.set();
                while (!go.isSet()) {
                    Thread.onSpinWait();
                }
            });
            started.await();
            assertThat(future.cancel(true)).isTrue();
            assertThat(future.done()).isTrue();
            assertThat(future.awaitTermination(0)).isFalse();
            go.set();
            assertThat(future.awaitTermination(Await.SECONDS)).isTrue();
        }
    }

    @Test
    default void callback_isCalledWhenTheTaskIsDone() throws Exception {
        try (var executor = executor(1)) {
            var called = new Event();
            var task = new Waiting();
            var future = executor.submit(task::run);
            future.addDoneCallback(done -> called.set());
            task.go.set();
            called.await();
            assertThat(future.resultNow()).isTrue();
        }
    }

    @Test
    default void manyTasks_allRunOnce() throws Exception {
        try (var executor = executor(3)) {
            var ran = new AtomicInteger();
            var futures = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 2_000; i++) {
                futures.add(executor.submit(ran::incrementAndGet));
            }
            assertThat(Futures.await(futures).notDone()).isEmpty();
            assertThat(ran).hasValue(2_000);
            assertThat(Futures.asCompleted(futures).stream().map(Future::resultNow))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    default void map_returnsResultsInTheOrderOfTheItems() {
        try (var executor = executor(3)) {
            var items = IntStream.range(0, 100).boxed().toList();
            assertThat(executor.map(n -> n + 1, items).toList())
                    .isEqualTo(IntStream.range(1, 101).boxed().toList());
            assertThat(executor.map((a, b) -> a + b, items, List.of("a", "b")).toList())
                    .containsExactly("0a", "1b");
            var options = MapOptions.defaults().chunksize(7).buffersize(2);
            assertThat(executor.map(n -> n, items, options).toList()).isEqualTo(items);
            assertThatThrownBy(() -> executor.map(n -> 1 / (n - 2), items).toList())
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    default void submit_afterShutdown_isRejected() throws Exception {
        var executor = executor(1);
        assertThat(executor.isShutdown()).isFalse();
        executor.shutdown();
        assertThat(executor.isShutdown()).isTrue();
        assertThatThrownBy(() -> executor.submit(() -> 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("cannot schedule new futures after shutdown: ");
        assertThatThrownBy(() -> executor.map(n -> n, List.of(1))).isInstanceOf(RejectedExecutionException.class);
        executor.close();
    }

    @Test
    default void badArguments_areRejected() {
        try (var executor = executor(1)) {
            assertThatThrownBy(() -> executor.submit((java.util.concurrent.Callable<?>) null))
                    .hasMessage("task: null (expected a value)");
            assertThatThrownBy(() -> executor.execute(null)).hasMessage("task: null (expected a value)");
            assertThatThrownBy(() -> executor.awaitTermination(Double.NaN))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> executor.shutdown(null)).isInstanceOf(NullPointerException.class);
            assertThat(executor.isShutdown()).isFalse();
        }
    }
}
