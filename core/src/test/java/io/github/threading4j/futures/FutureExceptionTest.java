package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.ExceptHookArgs;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Uncaught;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** How an exception of a task reaches the program: thrown with its own type, passed to a handler, or ignored. */
class FutureExceptionTest {
    /** The three overloads of {@code result} that take an exception type. */
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
    void result_withAType_throwsThatTypeAndWrapsOtherCheckedExceptions() throws Exception {
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
    void result_withAType_retrievesTheException() throws Exception {
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
    void ignoreException_beforeOrAfterTheFailure_preventsTheReport() throws Exception {
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
    void ignoreException_racingTheFailure_isNotReported() throws Exception {
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
    void handler_unretrievedException_isCalledInsteadOfTheExcepthook() throws Exception {
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
    void handler_fails_reportsBothExceptionsToTheExcepthook(Uncaught uncaught) {
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
}
