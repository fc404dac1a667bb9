package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.internal.ExitWait;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A task's exception is reported once if it is never retrieved, and otherwise not at all. */
class FutureUnretrievedTest {
    /** One call on a future. */
    private interface Call {
        Object of(Future<Integer> future) throws Exception;
    }

    private static final List<Call> RETRIEVES = List.of(
            Future::result,
            future -> future.result(1),
            future -> future.result(Duration.ofSeconds(1)),
            Future::exception,
            future -> future.exception(1),
            Future::get,
            future -> future.get(1, TimeUnit.SECONDS),
            Future::exceptionNow,
            Future::resultNow,
            Future::toCompletableFuture);

    private static final List<Call> DOES_NOT_RETRIEVE = List.of(
            Future::done,
            Future::running,
            Future::cancelled,
            Future::cancel,
            Future::toString,
            future -> future.awaitTermination(1),
            future -> Futures.await(List.of(future)),
            future -> Futures.asCompleted(List.of(future)).toList());

    @Test
    void close_unretrievedException_isReportedOnce(Uncaught uncaught) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var future = executor.submit(FailingTask::fail);
        executor.close();
        assertThat(uncaught.take().exception()).hasMessage("never retrieved");
        assertThat(future.exception()).hasMessage("never retrieved");
        executor.close();
        executor.shutdown();
        assertThat(uncaught.takeAll()).isEmpty();
    }

    @Test
    void report_whileItsHandlerWaitsForTheExit_isNotInProgress() throws Exception {
        var reporting = new ArrayList<Boolean>();
        var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .onUnretrieved(args -> {
                    reporting.add(isBeingReported(args.exception()));
                    var wait = ExitWait.begin(args.exception());
                    reporting.add(isBeingReported(args.exception()));
                    wait.end();
                    reporting.add(isBeingReported(args.exception()));
                })
                .build();
        executor.submit(FailingTask::fail);
        executor.close();
        assertThat(reporting).containsExactly(true, false, true);
    }

    @Test
    void close_interrupted_doesNotReportInterruptedTasks(Uncaught uncaught) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var running = new Event();
        var future = executor.submit(() -> {
            running.set();
            Threading.sleep(Await.SECONDS);
            return 1;
        });
        running.await();
        Thread.currentThread().interrupt();
        executor.close();
        assertThat(Thread.interrupted()).isTrue();
        future.awaitTermination(Await.SECONDS);
        executor.shutdown();
        assertThat(uncaught.takeAll()).isEmpty();
        assertThat(future.exceptionNow()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void handler_throwsInterruptedException_leavesTheThreadInterrupted(Uncaught uncaught) throws Exception {
        var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .onUnretrieved(args -> {
                    throw new InterruptedException("the handler");
                })
                .build();
        executor.submit(FailingTask::fail);
        executor.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(uncaught.takeAll()).hasSize(2);
    }

    private static boolean isBeingReported(Throwable exception) {
        return FutureUnretrieved.all().stream()
                .anyMatch(each -> each.exception() == exception && each.isBeingReported());
    }

    @Test
    void shutdown_waitRequested_reportsUnretrievedExceptions(Uncaught uncaught) throws Exception {
        for (var executor : List.of(new ThreadPoolExecutor(1), Executor.over(Executors.newFixedThreadPool(1)))) {
            executor.submit(FailingTask::fail);
            executor.submit((SerializableCallable<Integer>) FailingTask::fail);
            executor.shutdown(false);
            executor.awaitTermination(Await.SECONDS);
            assertThat(uncaught.takeAll()).isEmpty();
            executor.shutdown();
            assertThat(uncaught.takeAll()).hasSize(2);
        }
        try (var executor = new ThreadPoolExecutor(1)) {
            executor.submit(FailingTask::fail);
            executor.submit(() -> 1).result();
            executor.shutdown(Duration.ofSeconds(1));
            assertThat(uncaught.takeAll()).hasSize(1);
        }
    }

    @Test
    void shutdown_noWaitRequested_doesNotReportTheException() throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var future = executor.submit(FailingTask::fail);
        future.awaitTermination(Await.SECONDS);
        executor.shutdown(Duration.ZERO);
        executor.asExecutorService().shutdownNow();
        assertThat(future.exception()).hasMessage("never retrieved");
    }

    /** Since Java 19, {@code ExecutorService} is {@code AutoCloseable}, and a try statement calls {@code close}. */
    @Test
    void close_view_reportsLikeTheExecutor(Uncaught uncaught) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        executor.submit(FailingTask::fail);
        var view = executor.asExecutorService();
        assertThat(view).isInstanceOf(AutoCloseable.class);
        ((AutoCloseable) view).close();
        assertThat(view.isTerminated()).isTrue();
        assertThat(uncaught.takeAll()).hasSize(1);
    }

    @Test
    void retrievedException_isNotReported() throws Exception {
        for (var call : RETRIEVES) {
            try (var executor = new ThreadPoolExecutor(1)) {
                var future = executor.submit(FailingTask::fail);
                future.awaitTermination(Await.SECONDS);
                try {
                    call.of(future);
                } catch (Exception e) {
                    assertThat(e).hasStackTraceContaining("never retrieved");
                }
            }
        }
    }

    @Test
    void unretrievedException_isReported(Uncaught uncaught) throws Exception {
        for (var call : DOES_NOT_RETRIEVE) {
            try (var executor = new ThreadPoolExecutor(1)) {
                var future = executor.submit(FailingTask::fail);
                future.awaitTermination(Await.SECONDS);
                call.of(future);
            }
            assertThat(uncaught.takeAll()).hasSize(1);
        }
    }

    @Test
    void wait_unlessItTimesOut_retrievesTheException(Uncaught uncaught) throws Exception {
        var go = new Event();
        var executor = new ThreadPoolExecutor(1);
        var future = executor.submit(() -> go.await() ? FailingTask.fail() : 0);
        assertThatThrownBy(() -> future.result(0.01)).isInstanceOf(TimeoutException.class);
        go.set();
        executor.close();
        assertThat(uncaught.takeAll()).hasSize(1);

        var again = new Event();
        var another = new ThreadPoolExecutor(1);
        var waitedFor = another.submit(() -> again.await() ? FailingTask.fail() : 0);
        try (var waiting = Bunch.start(
                ThreadKind.PLATFORM, 4, i -> assertThat(waitedFor.exception()).isNotNull())) {
            Await.allWaiting(waiting, waitedFor);
            again.set();
            another.close();
        }
    }

    @Test
    void result_whileWaiting_countsAsRetrieving() {
        var future = new Future<Integer>();
        assertThat(future.state.isBeingAsked()).isFalse();
        try (var waiting = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThatThrownBy(future::result).isInstanceOf(InterruptedException.class))) {
            Await.allWaiting(waiting, future);
            assertThat(future.state.isBeingAsked()).isTrue();
            waiting.thread().interrupt();
        }
        assertThat(future.state.isBeingAsked()).isFalse();
    }

    @Test
    void map_failedItem_isNotReported() {
        try (var executor = new ThreadPoolExecutor(2);
                var over = Executor.over(Executors.newFixedThreadPool(2))) {
            for (var each : List.of(executor, over)) {
                each.map(n -> FailingTask.fail(), List.of(1, 2, 3));
                each.map(
                        n -> FailingTask.fail(),
                        List.of(1, 2, 3),
                        MapOptions.defaults().chunksize(2));
            }
        }
    }

    @Test
    void threadExitAndFutureWithoutExecutor_areNotReported() {
        try (var executor = new ThreadPoolExecutor(1)) {
            executor.submit(() -> {
                throw Threading.exit();
            });
            new Future<Integer>().setException(new IOException("without an executor"));
        }
    }

    @Test
    void cancelledTask_isNotReported() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            var started = new Event();
            var future = executor.submit(() -> {
                started.set();
                return new Event().await();
            });
            started.await();
            future.cancel(true);
        }
    }

    @EachThreadKind
    void report_namesTheExecutorAndTheThrowingThread(ThreadKind kind, Uncaught uncaught) throws Exception {
        kind.builder(); // throws if this JDK has no virtual threads
        var builder = ThreadPoolExecutor.builder().maxWorkers(1).threadNamePrefix("crew");
        var executor = (kind == ThreadKind.PLATFORM ? builder : builder.virtual()).build();
        var worker = executor.submit(Threading::currentThread).result();
        executor.submit(FailingTask::fail);
        executor.close();
        var report = uncaught.take();
        assertThat(report.message()).isEqualTo("Exception in a task of crew that was never retrieved");
        assertThat(report.thread()).isSameAs(worker);
        try (var log = CapturedLog.of(Threading.class)) {
            Thread.setDefaultUncaughtExceptionHandler(null);
            Threading.getDefaultExcepthook().handle(report);
            assertThat(log.messages(Level.ERROR))
                    .containsExactly("Exception in a task of crew that was never retrieved:");
        }
    }

    @Test
    void report_executorOverAService_doesNotCallToStringOfTheService(Uncaught uncaught) throws Exception {
        var executor = Executor.over(
                new java.util.concurrent.ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("foreign");
                    }
                });
        executor.submit(FailingTask::fail);
        executor.submit((SerializableCallable<Integer>) FailingTask::fail);
        executor.close();
        for (var report : List.of(uncaught.take(), uncaught.take())) {
            assertThat(report.message())
                    .matches("Exception in a task of ServiceExecutor-\\d+ that was never retrieved");
            assertThat(report.thread()).isNull();
        }
    }
}
