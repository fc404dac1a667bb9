package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An exception that a task throws after its cancellation is added to the {@code CancellationException} as suppressed,
 * or is reported.
 */
class CancelledTaskExceptionTest {
    /**
     * Returns the future of a task that was cancelled while running, and that then ended by calling {@code thrower}.
     */
    private static Future<?> cancelledRunning(Executor executor, Callable<?> thrower) throws Exception {
        var started = new Event();
        var future = executor.submit(() -> {
            started.set();
            try {
                return new Event().await();
            } catch (InterruptedException e) {
                return thrower.call();
            }
        });
        started.await();
        assertThat(future.cancel(true)).isTrue();
        assertThat(future.awaitTermination(Await.SECONDS)).isTrue();
        return future;
    }

    @Test
    void exceptionAfterCancel_retrieved_isSuppressedAndNotReported() throws Exception {
        for (var executor : List.of(new ThreadPoolExecutor(1), Executor.over(Executors.newFixedThreadPool(1)))) {
            List<Callable<?>> calls;
            var future = cancelledRunning(executor, FailingTask::fail);
            calls = List.of(
                    future::result,
                    () -> future.result(1),
                    () -> future.result(IOException.class),
                    future::exception,
                    future::get);
            for (var call : calls) {
                assertThatThrownBy(call::call)
                        .isInstanceOf(CancellationException.class)
                        .satisfies(e -> assertThat(e.getSuppressed())
                                .singleElement()
                                .satisfies(late -> assertThat(late).hasMessage("never retrieved")));
            }
            assertThat(future.cancelled()).isTrue();
            assertThat(future.done()).isTrue();
            assertThat(future.running()).isFalse();
            assertThat(future.cancel(true)).isTrue();
            assertThat(future).hasToString("Future[cancelled]");
            assertThatThrownBy(future::exceptionNow).isInstanceOf(InvalidStateException.class);
            assertThatThrownBy(future::resultNow).isInstanceOf(InvalidStateException.class);
            assertThat(future.toCompletableFuture()).isCancelled();
            executor.close();
        }
    }

    @Test
    void exceptionAfterCancel_neverRetrieved_isReportedOnce(Uncaught uncaught) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var future = cancelledRunning(executor, FailingTask::fail);
        assertThatThrownBy(future::exceptionNow).isInstanceOf(InvalidStateException.class);
        assertThat(future.toCompletableFuture()).isCancelled();
        executor.close();
        assertThat(uncaught.take().exception()).hasMessage("never retrieved");
        executor.close();
        assertThat(uncaught.takeAll()).isEmpty();
    }

    @Test
    void result_releasedByCancel_doesNotRetrieveALaterException(Uncaught uncaught) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var started = new Event();
        var go = new Event();
        var future = executor.submit(() -> {
            started.set();
            while (!go.isSet()) {
                Thread.onSpinWait();
            }
            return FailingTask.fail();
        });
        started.await();
        try (var waiter = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThatThrownBy(future::result)
                        .isInstanceOf(CancellationException.class)
                        .hasNoSuppressedExceptions())) {
            Await.allWaiting(waiter, future);
            future.cancel(true);
        }
        go.set();
        executor.close();
        assertThat(uncaught.take().exception()).hasMessage("never retrieved");
    }

    static Stream<Exception> answers() {
        return Stream.of(
                new InterruptedException("it was cancelled"),
                new InterruptedIOException("it was cancelled"),
                new CancellationException("it was cancelled"),
                new IllegalStateException("it was cancelled", new InterruptedException()),
                new IOException("it was cancelled", new IllegalStateException(new InterruptedException())));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void exceptionCausedByTheInterrupt_isSuppressedAndNotReported(Exception answer) throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var future = cancelledRunning(executor, () -> {
                throw answer;
            });
            assertThatThrownBy(future::result)
                    .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(answer));
            cancelledRunning(executor, () -> {
                throw answer;
            });
        }
    }

    static Stream<Exception> errors() {
        var one = new IllegalStateException("a circle of causes");
        var other = new IllegalStateException(one);
        one.initCause(other);
        return Stream.of(new SocketTimeoutException("no answer"), new IOException("no file"), one, new IOException() {
            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("it can't say");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("errors")
    void exceptionUnrelatedToTheInterrupt_isReported(Exception error, Uncaught uncaught) throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            cancelledRunning(executor, () -> {
                throw error;
            });
        }
        assertThat(uncaught.take().exception()).isSameAs(error);
    }

    @Test
    void ignoreException_taskFailsAfterCancel_exceptionIsNotReported() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            cancelledRunning(executor, FailingTask::fail).ignoreException();
            var started = new Event();
            var go = new Event();
            var future = executor.submit(() -> {
                started.set();
                while (!go.isSet()) {
                    Thread.onSpinWait();
                }
                return FailingTask.fail();
            });
            started.await();
            future.ignoreException();
            future.cancel(true);
            go.set();
        }
    }

    /**
     * An exception caused by an interrupt. When {@code getCause} is called, it records whether the future is queued for
     * a report.
     */
    private static final class Watching extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Future<?> future;
        private transient boolean wasKept;

        Watching(Future<?> future) {
            super("watching", null, false, false);
            this.future = future;
        }

        @Override
        public synchronized Throwable getCause() {
            wasKept |= FutureUnretrieved.all().stream().anyMatch(each -> each.refersTo(future));
            return new InterruptedException();
        }
    }

    @Test
    void exceptionCausedByTheInterrupt_isNeverQueuedForAReport() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var itself = new AtomicReference<Future<?>>();
            var thrown = new AtomicReference<Watching>();
            var started = new Event();
            itself.set(executor.submit(() -> {
                started.set();
                try {
                    return new Event().await();
                } catch (InterruptedException e) {
                    thrown.set(new Watching(itself.get()));
                    throw thrown.get();
                }
            }));
            started.await();
            itself.get().cancel(true);
            assertThat(itself.get().awaitTermination(Await.SECONDS)).isTrue();
            assertThat(thrown.get().wasKept).isFalse();
        }
    }
}
