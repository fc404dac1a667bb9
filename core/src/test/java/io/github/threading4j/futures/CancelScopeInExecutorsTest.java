package io.github.threading4j.futures;

import static io.github.threading4j.Threading.sleep;
import static io.github.threading4j.Threading.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.CancelScope;
import io.github.threading4j.Cancelled;
import io.github.threading4j.Event;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tasks do not see the scopes of the thread that submits them, and closing goes on in a cancelled scope. */
class CancelScopeInExecutorsTest {
    private static CancelScope cancelled() {
        var scope = new CancelScope();
        scope.cancel();
        return scope;
    }

    @Test
    void submit_inACancelledScope_runsTheTaskOutsideOfIt() throws Exception {
        try (var pool = new ThreadPoolExecutor(1)) {
            var future = cancelled()
                    .with(() -> pool.submit(() -> {
                        CancelScope.check();
                        return "value";
                    }));
            assertThat(future.result()).isEqualTo("value");
        }
    }

    @Test
    void callerRuns_theTaskSeesNoScopeAndTheCallersAreRestored() throws Exception {
        try (var pool = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.callerRuns())
                .build()) {
            var release = new Event();
            pool.submit(() -> release.await());
            var inCaller = new AtomicReference<Future<Thread>>();
            assertThat(cancelled().with(() -> {
                        inCaller.set(pool.submit(() -> {
                            sleep(0);
                            assertThat(CancelScope.remaining()).isEmpty();
                            return Thread.currentThread();
                        }));
                        sleep(0);
                    }))
                    .isFalse();
            assertThat(inCaller.get().result()).isSameAs(Thread.currentThread());
            release.set();
        }
    }

    @Test
    void callerRuns_deadlineOfTheCaller_doesNotEndTheTask() throws Exception {
        try (var pool = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.callerRuns())
                .build()) {
            var release = new Event();
            pool.submit(() -> release.await());
            var ran = new boolean[1];
            assertThatThrownBy(() -> timeout(0, () -> {
                        pool.submit(() -> {
                            sleep(0.001);
                            ran[0] = true;
                        });
                        sleep(0);
                    }))
                    .isInstanceOf(TimeoutException.class);
            assertThat(ran[0]).isTrue();
            release.set();
        }
    }

    @Test
    void taskOfAWorker_runInside_seesNoScope() throws Exception {
        try (var pool = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.await())
                .build()) {
            var outer = pool.submit(() -> {
                var inner = cancelled()
                        .with(() -> pool.submit(() -> {
                            sleep(0);
                            return "inner";
                        }));
                return inner.result();
            });
            assertThat(outer.result()).isEqualTo("inner");
        }
    }

    @Test
    void close_inACancelledScope_endsTheTasksAndReturns() throws Exception {
        var pool = new ThreadPoolExecutor(1);
        var running = pool.submit(() -> new Event().await());
        var queued = pool.submit(() -> sleep(0));
        var closed = new boolean[1];
        assertThat(cancelled().with(() -> {
                    pool.close();
                    closed[0] = true;
                    sleep(0);
                }))
                .isFalse();
        assertThat(closed[0]).isTrue();
        assertThat(running.done()).isTrue();
        assertThat(queued.cancelled()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @EachThreadKind
    void close_cancelledWhileItWaits_endsTheTasksAndReturns(ThreadKind kind) {
        var pool = new ThreadPoolExecutor(1);
        pool.submit(() -> new Event().await());
        var scope = new CancelScope();
        try (var closer = Bunch.start(kind, index -> {
            assertThat(scope.with(pool::close)).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        })) {
            Await.parked(closer.thread().toJavaThread());
            scope.cancel();
        }
        assertThat(pool.threads()).noneMatch(thread -> thread.isAlive());
    }

    @Test
    void close_interruptedInACancelledScope_restoresTheInterruptStatus() throws Exception {
        var pool = new ThreadPoolExecutor(1);
        pool.submit(() -> new Event().await());
        assertThat(cancelled().with(() -> {
                    Thread.currentThread().interrupt();
                    pool.close();
                    assertThat(Thread.interrupted()).isTrue();
                }))
                .isTrue();
    }

    @Test
    void close_ofACustomExecutorInACancelledScope_cancelsTheQueuedTasks() throws Exception {
        var calls = new ArrayList<Boolean>();
        var custom = new Executor() {
            @Override
            public <T> Future<T> submit(java.util.concurrent.Callable<T> task) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException {
                calls.add(cancelFutures);
                sleep(0);
            }
        };
        assertThat(cancelled().with(custom::close)).isTrue();
        assertThat(calls).containsExactly(false, true);
    }

    @Test
    void shutdownWithGrace_inACancelledScope_isCancelled() throws Exception {
        var pool = new ThreadPoolExecutor(1);
        var task = pool.submit(() -> new Event().await());
        assertThatThrownBy(() -> timeout(0, () -> pool.shutdown(Duration.ofHours(1))))
                .isInstanceOf(TimeoutException.class);
        task.cancel(true);
        pool.close();
    }

    @Test
    void closeOfATimer_inACancelledScope_endsTheTimerAndReturns() throws Exception {
        var called = new Event();
        var timer = RepeatingTimer.fixedRate(0.001, () -> {
            called.set();
            try {
                new Event().await();
            } catch (InterruptedException e) {
                // by close()
            }
        });
        timer.start();
        called.await();
        assertThat(cancelled().with(timer::close)).isTrue();
        assertThat(timer.isAlive()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void cancelledInATask_thatNobodyCatches_isItsException() throws Exception {
        try (var pool = new ThreadPoolExecutor(1)) {
            var kept = new AtomicReference<Cancelled>();
            assertThat(cancelled().with(() -> {
                        try {
                            CancelScope.check();
                        } catch (Cancelled e) {
                            kept.set(e);
                        }
                    }))
                    .isTrue();
            var future = pool.submit(() -> {
                throw kept.get();
            });
            assertThat(future.exception()).isSameAs(kept.get());
        }
    }
}
