package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the exception of a task comes out: as the type that is named, suppressed, at a handler, or nowhere. */
class FutureExceptionTest {
    /** The three forms of {@code result} with a type. */
    private interface Typed {
        <X extends Throwable> Object of(Future<?> future, Class<X> type)
                throws X, InterruptedException, TimeoutException;
    }

    private static final List<Typed> FORMS = List.of(
            new Typed() {
                @Override
                public <X extends Throwable> Object of(Future<?> future, Class<X> type) throws X, InterruptedException {
                    return future.result(type);
                }
            },
            new Typed() {
                @Override
                public <X extends Throwable> Object of(Future<?> future, Class<X> type)
                        throws X, InterruptedException, TimeoutException {
                    return future.result(Await.SECONDS, type);
                }
            },
            new Typed() {
                @Override
                public <X extends Throwable> Object of(Future<?> future, Class<X> type)
                        throws X, InterruptedException, TimeoutException {
                    return future.result(Duration.ofMinutes(1), type);
                }
            });

    private static Future<Integer> failed(Throwable thrown) {
        var future = new Future<Integer>();
        future.setException(thrown);
        return future;
    }

    @Test
    void resultOfAType_throwsThatTypeAsItIs_andWrapsOtherCheckedExceptionsOnce() throws Exception {
        var missing = new FileNotFoundException("none");
        for (var form : FORMS) {
            assertThatThrownBy(() -> form.of(failed(missing), IOException.class))
                    .isSameAs(missing);
            assertThatThrownBy(() -> form.of(failed(missing), Throwable.class)).isSameAs(missing);
            assertThatThrownBy(() -> form.of(failed(missing), InterruptedException.class))
                    .isInstanceOf(CompletionException.class)
                    .hasCause(missing);
            var unchecked = new IllegalStateException("unchecked");
            assertThatThrownBy(() -> form.of(failed(unchecked), IOException.class))
                    .isSameAs(unchecked);
            var done = new Future<Integer>();
            done.setResult(1);
            assertThat(form.of(done, IOException.class)).isEqualTo(1);
            var cancelled = new Future<Integer>();
            cancelled.cancel();
            assertThatThrownBy(() -> form.of(cancelled, IOException.class)).isInstanceOf(CancellationException.class);
        }
        var pending = new Future<Integer>();
        assertThatThrownBy(() -> pending.result(0, IOException.class)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> pending.result(Duration.ZERO, IOException.class))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void resultOfAType_retrieves() throws Exception {
        for (var form : FORMS) {
            try (var executor = new ThreadPoolExecutor(1)) {
                for (var type : List.of(IllegalStateException.class, IOException.class)) {
                    var future = executor.submit(FailingTask::fail);
                    assertThatThrownBy(() -> form.of(future, type)).hasStackTraceContaining("never retrieved");
                }
            }
        }
    }

    @Test
    void ignoredException_isNotReported_whenItIsThrownLaterOrWasBefore_andCanBeRetrieved() throws Exception {
        for (var executor : List.of(new ThreadPoolExecutor(1), Executor.over(Executors.newFixedThreadPool(1)))) {
            var go = new Event();
            var later = executor.submit(() -> go.await() ? FailingTask.fail() : 0);
            later.ignoreException();
            later.ignoreException();
            go.set();
            var before = executor.submit(FailingTask::fail);
            before.awaitTermination(Await.SECONDS);
            before.ignoreException();
            executor.close();
            assertThat(later.exception()).hasMessage("never retrieved");
            assertThat(before.exception()).hasMessage("never retrieved");
        }
    }

    @Test
    void ignoredException_atTheMomentWhenItIsThrown_isNotReported() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            for (var round = 0; round < 2_000; round++) {
                var future = executor.submit(FailingTask::fail);
                for (var spin = 0; spin < round % 50; spin++) {
                    Thread.onSpinWait();
                }
                future.ignoreException();
            }
        }
    }

    @Test
    void handler_getsWhatTheExcepthookWould_andTheHookNothing() throws Exception {
        var handled = new LinkedBlockingQueue<ExceptHookArgs>();
        var builder = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .threadNamePrefix("crew")
                .onUnretrieved(handled::add);
        var executor = builder.build();
        var worker = executor.submit(Threading::currentThread).result();
        executor.submit(FailingTask::fail);
        executor.close();
        var args = handled.remove();
        assertThat(args.exception()).hasMessage("never retrieved");
        assertThat(args.thread()).isSameAs(worker);
        assertThat(args.message()).isEqualTo("Exception in a task of crew that was never retrieved");
        try (var retrieving = builder.build()) {
            assertThatThrownBy(retrieving.submit(FailingTask::fail)::result).hasRootCauseMessage("never retrieved");
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void handlerThatFails_isReportedToTheExcepthook_andThenWhatItWasCalledWith(Uncaught uncaught) {
        var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .onUnretrieved(args -> {
                    throw new IOException("the handler fails");
                })
                .build();
        executor.submit(FailingTask::fail);
        executor.submit(FailingTask::fail);
        executor.close();
        for (var i = 0; i < 2; i++) {
            assertThat(uncaught.take().exception()).hasMessage("the handler fails");
            assertThat(uncaught.take().exception()).hasMessage("never retrieved");
        }
    }

    /** What the task threw after it was cancelled: the future of a task that has ended. */
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
    void whatACancelledTaskThrowsAfterwards_isSuppressedWhereverTheCancelIsThrown_andNotReportedThen()
            throws Exception {
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
    void whatACancelledTaskThrowsAfterwards_isReportedOnce_ifNoCallGetsIt(Uncaught uncaught) throws Exception {
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
    void waiterThatTheCancelHasReleased_hasNotRetrievedWhatComesAfterIt(Uncaught uncaught) throws Exception {
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
    void answerToTheCancel_isSuppressed_butNotReported(Exception answer) throws Exception {
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
    void errorOfItsOwn_isReported(Exception error, Uncaught uncaught) throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            cancelledRunning(executor, () -> {
                throw error;
            });
        }
        assertThat(uncaught.take().exception()).isSameAs(error);
    }

    @Test
    void ignoredException_ofACancelledTask_isNotReported() throws Exception {
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
}
