package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.function.SerializableFunction;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task threw is reported once if it is never retrieved, and never if it is. */
class FutureUnretrievedTest {
    private static Integer fail() throws IOException {
        throw new IOException("nobody asks");
    }

    /** One form of asking. */
    private interface Form {
        Object of(Future<Integer> future) throws Exception;
    }

    private static final List<Form> ASKS = List.of(
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

    private static final List<Form> DOES_NOT_ASK = List.of(
            Future::done,
            Future::running,
            Future::cancelled,
            Future::cancel,
            Future::toString,
            future -> future.awaitTermination(1),
            future -> Futures.await(List.of(future)),
            future -> Futures.asCompleted(List.of(future)).toList());

    @Test
    void close_tellsWhatNobodyAskedFor_once(Uncaught uncaught) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var future = executor.submit(FutureUnretrievedTest::fail);
        executor.close();
        assertThat(uncaught.take().exception()).hasMessage("nobody asks");
        assertThat(future.exception()).hasMessage("nobody asks");
        executor.close();
        executor.shutdown();
        assertThat(uncaught.takeAll()).isEmpty();
    }

    @Test
    void eachWayToEnd_tells(Uncaught uncaught) throws Exception {
        for (var executor : List.of(new ThreadPoolExecutor(1), Executor.over(Executors.newFixedThreadPool(1)))) {
            executor.submit(FutureUnretrievedTest::fail);
            executor.submit((SerializableCallable<Integer>) FutureUnretrievedTest::fail);
            executor.shutdown(false);
            executor.awaitTermination(Await.SECONDS);
            assertThat(uncaught.takeAll()).isEmpty();
            executor.shutdown();
            assertThat(uncaught.takeAll()).hasSize(2);
        }
        try (var executor = new ThreadPoolExecutor(1)) {
            executor.submit(FutureUnretrievedTest::fail);
            executor.submit(() -> 1).result();
            executor.shutdown(Duration.ofSeconds(1));
            assertThat(uncaught.takeAll()).hasSize(1);
        }
    }

    @Test
    void endThatDoesNotWait_doesNotTell_sinceSomebodyMayAskYet() throws Exception {
        var executor = new ThreadPoolExecutor(1);
        var future = executor.submit(FutureUnretrievedTest::fail);
        future.awaitTermination(Await.SECONDS);
        executor.shutdown(Duration.ZERO);
        executor.asExecutorService().shutdownNow();
        assertThat(future.exception()).hasMessage("nobody asks");
    }

    /** What a try statement calls from Java 19 on, where a service of Java is a resource. */
    @Test
    void closeOfAView_tells_asThatOfTheExecutor(Uncaught uncaught) throws Exception {
        var executor = new ThreadPoolExecutor(1);
        executor.submit(FutureUnretrievedTest::fail);
        var view = executor.asExecutorService();
        assertThat(view).isInstanceOf(AutoCloseable.class);
        ((AutoCloseable) view).close();
        assertThat(view.isTerminated()).isTrue();
        assertThat(uncaught.takeAll()).hasSize(1);
    }

    @Test
    void whatAsks_isNotToldAgain() throws Exception {
        for (var form : ASKS) {
            try (var executor = new ThreadPoolExecutor(1)) {
                var future = executor.submit(FutureUnretrievedTest::fail);
                future.awaitTermination(Await.SECONDS);
                try {
                    form.of(future);
                } catch (Exception e) {
                    assertThat(e).hasStackTraceContaining("nobody asks");
                }
            }
        }
    }

    @Test
    void whatDoesNotAsk_isTold(Uncaught uncaught) throws Exception {
        for (var form : DOES_NOT_ASK) {
            try (var executor = new ThreadPoolExecutor(1)) {
                var future = executor.submit(FutureUnretrievedTest::fail);
                future.awaitTermination(Await.SECONDS);
                form.of(future);
            }
            assertThat(uncaught.takeAll()).hasSize(1);
        }
    }

    @Test
    void waitThatTimedOut_doesNotAsk_andOneThatGoesOnDoes(Uncaught uncaught) throws Exception {
        var go = new Event();
        var executor = new ThreadPoolExecutor(1);
        var future = executor.submit(() -> go.await() ? fail() : 0);
        assertThatThrownBy(() -> future.result(0.01)).isInstanceOf(TimeoutException.class);
        go.set();
        executor.close();
        assertThat(uncaught.takeAll()).hasSize(1);

        var again = new Event();
        var another = new ThreadPoolExecutor(1);
        var waitedFor = another.submit(() -> again.await() ? fail() : 0);
        try (var waiting = Bunch.start(
                ThreadKind.PLATFORM, 4, i -> assertThat(waitedFor.exception()).isNotNull())) {
            Await.allWaiting(waiting, waitedFor);
            again.set();
            another.close();
        }
    }

    @Test
    void whoWaits_asks_untilTheWaitIsGivenUp() {
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
    void map_isNeverTold() {
        try (var executor = new ThreadPoolExecutor(2);
                var over = Executor.over(Executors.newFixedThreadPool(2))) {
            for (var each : List.of(executor, over)) {
                each.map(n -> fail(), List.of(1, 2, 3));
                each.map(n -> fail(), List.of(1, 2, 3), MapOptions.defaults().chunksize(2));
            }
        }
    }

    @Test
    void whatIsToBeSilent_isNotTold() {
        try (var executor = new ThreadPoolExecutor(1)) {
            executor.submit(() -> {
                throw Threading.exit();
            });
            new Future<Integer>().setException(new IOException("without an executor"));
        }
    }

    @Test
    void cancelledTask_isNotTold() throws Exception {
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

    /** In whichever executor: the one that failed may never have another task. */
    @Test
    void collectedFuture_isReportedByAThreadThatHasRunATask_neverInsideSubmit() throws Exception {
        var reports = new LinkedBlockingQueue<Thread>();
        Threading.setExcepthook(args -> reports.add(Thread.currentThread()));
        try (var executor = new ThreadPoolExecutor(1);
                var another = new ThreadPoolExecutor(1);
                var over = Executor.over(Executors.newFixedThreadPool(1))) {
            for (var next : List.of(executor, another, over)) {
                executor.submit(FutureUnretrievedTest::fail);
                executor.submit(() -> 1).result();
                assertThat(reports).isEmpty();
                var workers = new HashSet<Thread>();
                Await.collected("the future", () -> {
                    workers.add(workerOf(next));
                    return !reports.isEmpty();
                });
                assertThat(reports).hasSize(1);
                assertThat(workers).containsExactly(reports.take());
            }
        }
        assertThat(reports).isEmpty();
    }

    private static Thread workerOf(Executor executor) {
        try {
            return executor.submit(Thread::currentThread).result();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails 200 times with 1 MB each; no future is kept, and nothing is submitted meanwhile. */
    static final class Forgetful {
        private static final class Large extends RuntimeException {
            final byte[] content = new byte[1 << 20];
        }

        public static void main(String[] args) {
            var reports = new LinkedBlockingQueue<String>();
            Threading.setExcepthook(report -> reports.add(report.exception().toString()));
            try (var executor = new ThreadPoolExecutor(1)) {
                var go = new Event();
                executor.submit(() -> go.await());
                for (var i = 0; i < 200; i++) {
                    executor.submit(() -> {
                        throw new Large();
                    });
                }
                go.set();
            }
            // Some may have been freed, but no task has failed for lack of memory.
            var own = reports.stream().filter(report -> report.endsWith(Large.class.getName()));
            System.out.println(own.count() + " of " + reports.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:-UseSerialGC -XX:+UseG1GC"})
    void failuresOfCollectedFutures_doNotPileUp(String collector) {
        var result = ChildJvm.of(Forgetful.class)
                .flags("-Xmx64m")
                .flags(collector.split(" "))
                .run();
        assertThat(result.lines()).as(result.toString()).containsExactly("200 of 200");
    }

    /** A task that runs in the thread of its submitter, or inside another task, ends where locks may be held. */
    @Test
    void collectedFuture_isNotReportedByATaskThatRunsInsideSubmit() throws Exception {
        var reports = new LinkedBlockingQueue<Thread>();
        Threading.setExcepthook(args -> reports.add(Thread.currentThread()));
        try (var failing = new ThreadPoolExecutor(1);
                var direct = Executor.over(new DirectService());
                var full = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .maxQueued(1, WhenFull.callerRuns())
                        .build()) {
            var go = new Event();
            full.submit(() -> go.await());
            full.submit(() -> 0); // waits in the queue, which has capacity for no other
            failing.submit(FutureUnretrievedTest::fail);
            var gone = new WeakReference<>(failing.submit(() -> 1));
            Await.until(
                    "the tasks have run",
                    () -> gone.refersTo(null) || gone.get().done());
            Await.collected("the other future, and so the failed one", () -> gone.refersTo(null));
            for (var executor : List.of(direct, full)) {
                assertThat(workerOf(executor)).isSameAs(Thread.currentThread());
                assertThat(reports).isEmpty();
            }
            go.set();
        }
        assertThat(reports).hasSize(1);
    }

    /** Runs each task in the thread that submits it. */
    private static final class DirectService extends AbstractExecutorService {
        private volatile boolean shutDown;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {
            shutDown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shutDown;
        }

        @Override
        public boolean isTerminated() {
            return shutDown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shutDown;
        }
    }

    @Test
    void hookThatBlocks_holdsUpOneWorkerAlone() throws Exception {
        var reports = new LinkedBlockingQueue<Throwable>();
        var blocking = new Event();
        var go = new Event();
        Threading.setExcepthook(args -> {
            reports.add(args.exception());
            if (!blocking.isSet()) {
                blocking.set();
                go.await();
            }
        });
        try (var first = new ThreadPoolExecutor(1);
                var second = new ThreadPoolExecutor(1)) {
            first.submit(FutureUnretrievedTest::fail);
            Await.collected("the first future", () -> {
                first.submit(() -> 1);
                return blocking.isSet();
            });
            second.submit(FutureUnretrievedTest::fail);
            Await.collected("the second future", () -> {
                workerOf(second);
                return reports.size() == 2;
            });
            go.set();
        }
        assertThat(reports).hasSize(2);
    }

    @EachThreadKind
    void report_namesTheExecutor_andTheThreadThatThrew(ThreadKind kind, Uncaught uncaught) throws Exception {
        kind.builder(); // first: this Java may have no such kind
        var builder = ThreadPoolExecutor.builder().maxWorkers(1).threadNamePrefix("crew");
        var executor = (kind == ThreadKind.PLATFORM ? builder : builder.virtual()).build();
        var worker = executor.submit(Threading::currentThread).result();
        executor.submit(FutureUnretrievedTest::fail);
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
    void report_namesAnExecutorOverAService_withoutAskingTheService(Uncaught uncaught) throws Exception {
        var executor = Executor.over(
                new java.util.concurrent.ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("foreign");
                    }
                });
        executor.submit(FutureUnretrievedTest::fail);
        executor.submit((SerializableCallable<Integer>) FutureUnretrievedTest::fail);
        executor.close();
        for (var report : List.of(uncaught.take(), uncaught.take())) {
            assertThat(report.message())
                    .matches("Exception in a task of ServiceExecutor-\\d+ that was never retrieved");
            assertThat(report.thread()).isNull();
        }
    }

    /** A map catches what its function throws; but a service may lose a task in a way of its own. */
    @Test
    void collectedFutureOfAMap_isNotTold(Uncaught uncaught) {
        try (var over = Executor.over(new LosingService())) {
            over.map((SerializableFunction<Integer, Integer>) n -> n, List.of(1, 2, 3));
            over.submit((SerializableCallable<Integer>) () -> 1);
            Await.collected("the future of submit, and so the others", () -> {
                FutureUnretrieved.reportCollected();
                var told = uncaught.takeAll();
                assertThat(told).hasSizeLessThan(2);
                return !told.isEmpty();
            });
        }
        assertThat(uncaught.takeAll()).isEmpty();
    }

    /** Loses whatever it is given. */
    private static final class LosingService extends java.util.concurrent.ThreadPoolExecutor {
        LosingService() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
            return new FutureTask<>(() -> {
                throw new IOException("lost");
            });
        }
    }
}
