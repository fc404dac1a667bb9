package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FutureTest {
    /** A method that waits for the result. */
    private interface Form {
        Object of(Future<Integer> future) throws Exception;
    }

    private static final List<Form> PATIENT = List.of(
            Future::result,
            future -> future.result(3_600),
            future -> future.result(Double.POSITIVE_INFINITY),
            future -> future.result(Duration.ofHours(1)),
            Future::get,
            future -> future.get(1, TimeUnit.HOURS));

    private static final List<Form> IMPATIENT = List.of(
            future -> future.result(0),
            future -> future.result(-1),
            future -> future.result(Duration.ZERO),
            future -> future.result(Duration.ofSeconds(-5)),
            future -> future.exception(0),
            future -> future.exception(Duration.ZERO),
            future -> future.get(0, TimeUnit.SECONDS),
            future -> future.get(-1, TimeUnit.SECONDS));

    private final Future<Integer> future = new Future<>();

    @Test
    void new_isPending() {
        assertThat(future.done()).isFalse();
        assertThat(future.isDone()).isFalse();
        assertThat(future.running()).isFalse();
        assertThat(future.cancelled()).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future).hasToString("Future[pending]");
    }

    @Test
    void setResult_pendingOrRunning_completesTheFuture() throws Exception {
        future.setResult(7);
        assertThat(future.done()).isTrue();
        assertThat(future.isDone()).isTrue();
        for (var form : PATIENT) {
            assertThat(form.of(future)).isEqualTo(7);
        }
        assertThat(future.exception()).isNull();
        assertThat(future.exception(0)).isNull();
        assertThat(future.resultNow()).isEqualTo(7);
        assertThat(future).hasToString("Future[finished returned Integer]");
    }

    @Test
    void setResult_null_isAValue() throws Exception {
        var empty = new Future<Integer>();
        empty.setResult(null);
        assertThat(empty.result()).isNull();
        assertThat(empty.done()).isTrue();
        assertThat(empty.toCompletableFuture().get()).isNull();
        assertThat(empty).hasToString("Future[finished returned null]");
    }

    @Test
    void setException_unchecked_isThrownUnwrapped() throws Exception {
        var failure = new IllegalStateException("no");
        future.setException(failure);
        assertThatThrownBy(future::result).isSameAs(failure);
        assertThatThrownBy(future::result).isSameAs(failure);
        assertThat(future.exception()).isSameAs(failure);
        assertThat(future.exception(0)).isSameAs(failure);
        assertThat(future.exception(Duration.ZERO)).isSameAs(failure);
        assertThat(future.exceptionNow()).isSameAs(failure);
        assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThatThrownBy(() -> future.toCompletableFuture().get()).hasCause(failure);
        assertThat(future).hasToString("Future[finished raised IllegalStateException]");
    }

    @Test
    void setException_error_isThrownUnwrapped() {
        var failure = new StackOverflowError("deep");
        future.setException(failure);
        assertThatThrownBy(future::result).isSameAs(failure);
    }

    @Test
    void setException_checked_isWrappedOnce() {
        var failure = new IOException("no");
        future.setException(failure);
        assertThatThrownBy(future::result)
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    void setException_completionException_isThrownUnwrapped() throws Exception {
        var failure = new CompletionException(new IOException("mine"));
        future.setException(failure);
        assertThatThrownBy(future::result).isSameAs(failure);
        assertThat(future.exception()).isSameAs(failure);
    }

    @Test
    void complete_twice_throwsAndHasNoEffect() throws Exception {
        future.setResult(1);
        assertThatThrownBy(() -> future.setResult(2))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage(
                        "the future is done already: Future[finished returned Integer] (expected pending or running)");
        assertThatThrownBy(() -> future.setException(new IOException("late")))
                .isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(future::setRunningOrNotifyCancel).isInstanceOf(InvalidStateException.class);
        assertThat(future.result()).isEqualTo(1);
        assertThatThrownBy(() -> future.setException(null)).hasMessage("exception: null (expected a value)");
    }

    @Test
    void cancel_pending_cancels() throws Exception {
        assertThat(future.cancel()).isTrue();
        assertThat(future.cancel()).isTrue();
        assertThat(future.cancelled()).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.done()).isTrue();
        assertThat(future.setRunningOrNotifyCancel()).isFalse();
        for (var form : PATIENT) {
            assertThatThrownBy(() -> form.of(future)).isInstanceOf(CancellationException.class);
        }
        assertThatThrownBy(future::exception).isInstanceOf(CancellationException.class);
        assertThatThrownBy(future::resultNow).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(future::exceptionNow).isInstanceOf(InvalidStateException.class);
        assertThat(future.toCompletableFuture()).isCancelled();
        assertThat(future).hasToString("Future[cancelled]");
    }

    @Test
    void cancel_runningOrFinished_returnsFalse() throws Exception {
        assertThat(future.setRunningOrNotifyCancel()).isTrue();
        assertThat(future.running()).isTrue();
        assertThat(future).hasToString("Future[running]");
        assertThat(future.cancel()).isFalse();
        assertThat(future.cancel(false)).isFalse();
        future.setResult(3);
        assertThat(future.cancel()).isFalse();
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.result()).isEqualTo(3);
    }

    @Test
    void waitWithZeroTimeout_notDone_timesOut() {
        for (var form : IMPATIENT) {
            assertThatThrownBy(() -> form.of(future))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("the future did not complete in time: Future[pending]");
        }
        assertThatThrownBy(() -> future.result(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(future::resultNow).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(future::exceptionNow).isInstanceOf(InvalidStateException.class);
    }

    @EachThreadKind
    void waitWithoutOrWithLongTimeout_waitsUntilDone(ThreadKind kind) {
        try (var waiting = Bunch.start(
                kind, PATIENT.size(), i -> assertThat(PATIENT.get(i).of(future)).isEqualTo(5))) {
            Await.allWaiting(waiting, future);
            future.setResult(5);
            waiting.join();
        }
    }

    @EachThreadKind
    void awaitTermination_cancelled_returnsTrue(ThreadKind kind) throws Exception {
        assertThat(future.awaitTermination(0)).isFalse();
        assertThat(future.awaitTermination(-1)).isFalse();
        assertThat(future.awaitTermination(Duration.ZERO)).isFalse();
        assertThat(future.hasEnded()).isFalse();
        try (var waiting = Bunch.start(
                kind,
                2,
                i -> assertThat(i == 0 ? future.awaitTermination(3_600) : future.awaitTermination(Duration.ofHours(1)))
                        .isTrue())) {
            Await.allWaiting(waiting, future);
            future.cancel();
        }
        assertThat(future.awaitTermination(0)).isTrue();
        assertThat(future.awaitTermination(Duration.ZERO)).isTrue();
        assertThat(future.hasEnded()).isTrue();
    }

    @EachThreadKind
    void result_interrupted_throwsAndLeavesTheFuturePending(ThreadKind kind) throws Exception {
        try (var waiting =
                Bunch.start(kind, i -> assertThatThrownBy(future::result).isInstanceOf(InterruptedException.class))) {
            Await.allWaiting(waiting, future);
            waiting.thread().interrupt();
            waiting.join();
        }
        future.setResult(1);
        assertThat(future.result()).isEqualTo(1);
    }

    @Test
    void result_doneButCallerInterrupted_isReturned() throws Exception {
        future.setResult(1);
        Thread.currentThread().interrupt();
        assertThat(future.result()).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
