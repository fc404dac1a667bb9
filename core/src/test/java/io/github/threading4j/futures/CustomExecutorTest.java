package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A custom executor implements {@code submit} and {@code shutdown}, and inherits everything else. */
class CustomExecutorTest {
    /** Runs each task in the thread that submits it. */
    private static final class InCaller extends Executor {
        private boolean shutdown;
        private final List<String> calls = new ArrayList<>();

        @Override
        public <T> Future<T> submit(Callable<T> task) {
            if (shutdown) {
                throw new RejectedExecutionException("cannot schedule new futures after shutdown");
            }
            var future = new Future<T>();
            if (future.setRunningOrNotifyCancel()) {
                try {
                    future.setResult(task.call());
                } catch (Throwable e) {
                    future.setException(e);
                }
            }
            return future;
        }

        @Override
        public void shutdown(boolean wait, boolean cancelFutures) {
            shutdown = true;
            calls.add("shutdown(" + wait + ", " + cancelFutures + ")");
        }
    }

    /** Delegates to another executor. */
    private static final class Delegating extends Executor {
        private final Executor runs;

        Delegating(Executor runs) {
            this.runs = runs;
        }

        @Override
        public <T> Future<T> submit(Callable<T> task) {
            return runs.submit(task);
        }

        @Override
        public void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException {
            runs.shutdown(wait, cancelFutures);
        }
    }

    @Test
    void submitAndMap_executorRunsTasksInTheCaller_returnTheResults(Uncaught uncaught) throws Exception {
        var executor = new InCaller();
        try (executor) {
            assertThat(executor.submit(Thread::currentThread).result()).isSameAs(Thread.currentThread());
            assertThat(executor.submit(() -> {}).result()).isNull();
            assertThatThrownBy(executor.submit(FailingTask::fail)::result).isInstanceOf(CompletionException.class);
            assertThatThrownBy(() -> executor.submit(FailingTask::fail).result(IOException.class))
                    .isInstanceOf(IOException.class);
            executor.execute(() -> {
                throw new IllegalStateException("executed");
            });
            assertThat(uncaught.take().exception()).hasMessage("executed");
            assertThat(executor.map(n -> n * n, List.of(1, 2, 3)).toList()).containsExactly(1, 4, 9);
            var sum = 0;
            for (var each : executor.map(
                    n -> n + 1,
                    IntStream.iterate(0, n -> n + 1).boxed(),
                    MapOptions.defaults().buffersize(2))) {
                if (each > 100) {
                    break;
                }
                sum += each;
            }
            assertThat(sum).isEqualTo(5_050);
            assertThat(executor.map((a, b) -> a + b, List.of(1, 2), List.of(3, 4))
                            .toList())
                    .containsExactly(4, 6);
            assertThatThrownBy(() -> executor.map(n -> 1 / n, List.of(1, 0)).toList())
                    .isInstanceOf(ArithmeticException.class);
            assertThat(Futures.await(List.of(executor.submit(() -> 1))).notDone())
                    .isEmpty();
        }
        assertThat(executor.calls).containsExactly("shutdown(true, false)");
        assertThatThrownBy(() -> executor.map(n -> n, List.of(1))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void methodNotOverridden_called_isUnsupportedAndHasNoEffect() {
        var executor = new InCaller();
        List<Callable<?>> questions = List.of(
                executor::isShutdown,
                () -> executor.awaitTermination(1),
                () -> executor.awaitTermination(Duration.ofSeconds(1)),
                () -> executor.shutdown(Duration.ofSeconds(1)),
                () -> executor.asExecutorService().isShutdown(),
                () -> executor.asExecutorService().shutdownNow());
        for (var question : questions) {
            assertThatThrownBy(question::call)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageMatching("the executor does not know .*: .*InCaller "
                            + "\\(expected a class that overrides this method\\)");
        }
        assertThat(executor.calls).isEmpty();
    }

    @Test
    void asExecutorService_runsTasksAndShutsDown() throws Exception {
        var executor = new InCaller();
        var service = executor.asExecutorService();
        assertThat(service.submit(() -> 7).get()).isEqualTo(7);
        assertThat(service.invokeAll(List.of(() -> 1, () -> 2))).hasSize(2);
        service.shutdown();
        assertThat(executor.calls).containsExactly("shutdown(false, false)");
    }

    @Test
    void close_delegatingExecutor_waitsForTheTasks() throws Exception {
        var executor = new Delegating(new ThreadPoolExecutor(2));
        var go = new Event();
        var task = executor.submit(() -> go.await());
        try (var closing = Bunch.start(ThreadKind.PLATFORM, i -> executor.close())) {
            Await.parked(closing.thread().toJavaThread());
            assertThat(task.done()).isFalse();
            go.set();
        }
        assertThat(task.result()).isTrue();
    }

    @Test
    void close_delegatingExecutorInterrupted_cancelsQueuedTasks() throws Exception {
        var executor = new Delegating(new ThreadPoolExecutor(1));
        var go = new Event();
        var running = executor.submit(() -> go.await());
        Await.until("the first task is running", running::running); // so that only the second one is cancelled
        var queued = executor.submit(() -> 1);
        try (var closing = Bunch.start(ThreadKind.PLATFORM, i -> {
            executor.close();
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.parked(closing.thread().toJavaThread());
            closing.thread().interrupt();
            Await.until("the queued task is cancelled", queued::cancelled);
            go.set();
        }
        assertThat(running.result()).isTrue();
    }

    @Test
    void closeResults_delegatingExecutor_endsTheLoop() {
        var go = new Event();
        try (var executor = new Delegating(new ThreadPoolExecutor(1))) {
            var results = executor.map(n -> go.await(), List.of(1, 2, 3));
            try (var loop = Bunch.start(
                    ThreadKind.PLATFORM,
                    i -> assertThatThrownBy(results::toList).isInstanceOf(CancellationException.class))) {
                Await.parked(loop.thread().toJavaThread());
                results.close();
            }
            go.set();
        }
    }

    /** Throws {@code InterruptedException} without clearing the interrupt status, as some code does. */
    private static final class FlagSetting extends Executor {
        final List<Boolean> shutdowns = new ArrayList<>();

        @Override
        public <T> Future<T> submit(Callable<T> task) {
            return new Future<>();
        }

        @Override
        public void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException {
            shutdowns.add(cancelFutures);
            assertThat(shutdowns).hasSizeLessThan(10);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Test
    void close_shutdownDoesNotClearTheInterruptStatus_callsShutdownTwice() {
        var flagSetting = new FlagSetting();
        Thread.currentThread().interrupt();
        flagSetting.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(flagSetting.shutdowns).containsExactly(false, true);
    }

    @Test
    void shutdownNow_unsupported_hasNoEffect() throws Exception {
        var service = new FlagSetting().asExecutorService();
        assertThatThrownBy(service::shutdownNow).isInstanceOf(UnsupportedOperationException.class);
        var future = service.submit(() -> 1);
        assertThat(future.cancel(false)).isTrue();
        assertThat(service.submit(() -> 1).isDone()).isFalse();
        var cancelling = new Executor() {
            @Override
            public <T> Future<T> submit(Callable<T> task) {
                var cancelled = new Future<T>();
                cancelled.cancel();
                return cancelled;
            }

            @Override
            public void shutdown(boolean wait, boolean cancelFutures) {}
        };
        var view = cancelling.asExecutorService();
        assertThatThrownBy(view::shutdownNow).isInstanceOf(UnsupportedOperationException.class);
        assertThat(view.submit(() -> 1).isCancelled())
                .as("accepted, not rejected")
                .isTrue();
    }
}
