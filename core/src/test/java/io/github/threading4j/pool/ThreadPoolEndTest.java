package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** {@code noMoreTasks}, {@code terminate}, {@code close} and {@code join} of a pool. */
class ThreadPoolEndTest extends OccupiedPool {
    @EachThreadKind
    void noMoreTasks_runsAcceptedTasksAndRejectsNewOnes(ThreadKind kind) throws Exception {
        var ran = new AtomicInteger();
        try (var pool = ThreadPoolTest.pool(kind, 1)) {
            var first = occupy(pool);
            for (int i = 0; i < 10; i++) {
                pool.applyAsync(ran::incrementAndGet);
            }
            pool.noMoreTasks();
            pool.noMoreTasks();
            assertThatThrownBy(() -> pool.applyAsync(() -> 1))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("Pool not running: ThreadPool[name=test, CLOSED, workers=1, unfinished=11]");
            assertThatThrownBy(() -> pool.map(n -> n, List.of())).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> pool.imap(n -> n, List.of())).isInstanceOf(RejectedExecutionException.class);
            go.countDown();
            pool.join();
            pool.join();
            assertThat(first.get()).isEqualTo("late");
        }
        assertThat(ran).hasValue(10);
    }

    @EachThreadKind
    void terminate_dropsQueuedTasksAndCancelsAllResults(ThreadKind kind) throws Exception {
        var ran = new AtomicInteger();
        var told = Collections.synchronizedList(new ArrayList<>());
        var pool = ThreadPoolTest.pool(kind, 1);
        var first = occupy(pool);
        var dropped = pool.applyAsync(
                ran::incrementAndGet,
                AsyncOptions.defaults().callback(told::add).errorCallback(told::add));
        var mapped = pool.mapAsync(n -> ran.incrementAndGet(), List.of(1, 2, 3));
        var imapped = pool.imap(n -> ran.incrementAndGet(), List.of(1, 2, 3));
        pool.terminate();
        for (var result : List.of(first, dropped, mapped)) {
            assertThatThrownBy(result::get)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageStartingWith("the pool was terminated: ThreadPool[name=test, TERMINATED");
            assertThat(result.successful()).isFalse();
        }
        assertThatThrownBy(imapped::next).isInstanceOf(CancellationException.class);
        assertThat(imapped.iterator().hasNext()).isFalse();
        assertThatThrownBy(() -> pool.applyAsync(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        pool.join();
        pool.terminate();
        assertThat(ran).hasValue(0);
        assertThat(told).isEmpty();
    }

    @Test
    void terminate_whileAThreadWaitsInGet_releasesIt() throws Exception {
        var pool = new ThreadPool(1);
        var first = occupy(pool);
        ThreadKind.PLATFORM.run(() -> {
            try (var waiter = Bunch.start(
                    ThreadKind.PLATFORM,
                    index -> assertThatThrownBy(first::get).isInstanceOf(CancellationException.class))) {
                Await.parked(waiter.thread().toJavaThread());
                pool.terminate();
            }
        });
        go.countDown();
        pool.join();
    }

    @Test
    void close_unfinishedTasks_warnsAndLaterJoinThrows() throws Exception {
        try (var log = CapturedLog.of(ThreadPool.class)) {
            var pool = new ThreadPool(1);
            occupy(pool);
            var dropped = pool.applyAsync(() -> 1);
            pool.close();
            assertThatThrownBy(dropped::get).isInstanceOf(CancellationException.class);
            assertThat(log.messages(Level.WARN))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("close() has discarded 2 pending results: ThreadPool[");
            assertThatThrownBy(pool::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("close() has discarded 2 results: ThreadPool[")
                    .hasMessageEndingWith(" (expected noMoreTasks(), which is Python's close(), before join())");
            go.countDown();
        }
    }

    @Test
    void close_allTasksDone_logsNothingAndPermitsJoin() throws Exception {
        try (var log = CapturedLog.of(ThreadPool.class)) {
            var pool = new ThreadPool(2);
            assertThat(pool.map(n -> n, List.of(1, 2))).containsExactly(1, 2);
            pool.close();
            pool.close();
            pool.join();
            assertThat(log.messages(Level.WARN)).isEmpty();
        }
    }

    @Test
    void join_runningPool_throws() {
        try (var pool = new ThreadPool(1)) {
            assertThatThrownBy(pool::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Pool is still running: ThreadPool[");
        }
    }

    @Test
    void join_calledByAWorker_throws() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var result = pool.applyAsync(() -> {
                pool.noMoreTasks();
                pool.join();
            });
            assertThatThrownBy(result::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("cannot join current thread");
        }
    }

    /** If {@code join} did not throw, it would wait for a worker that might itself be waiting for the callback. */
    @Test
    void join_calledByACallback_throws() throws Exception {
        try (var pool = new ThreadPool(2)) {
            var results = new ArrayList<AsyncResult<Integer>>();
            var handedOver = new CountDownLatch(1);
            var waits = pool.applyAsync(() -> {
                handedOver.await();
                return results.get(0).get();
            });
            results.add(pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(value -> {
                pool.noMoreTasks();
                pool.join();
            })));
            handedOver.countDown();
            assertThatThrownBy(() -> waits.get(Await.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("cannot join current thread: ");
        }
    }

    @EachThreadKind
    void terminate_calledByATask_cancelsItsResult(ThreadKind kind) throws Exception {
        var pool = ThreadPoolTest.pool(kind, 1);
        var result = pool.applyAsync(pool::terminate);
        assertThatThrownBy(() -> result.get(Await.SECONDS)).isInstanceOf(CancellationException.class);
        pool.join();
    }

    /** Submits in one thread while another thread ends the pool, and returns whether the submission was accepted. */
    private static boolean isTaken(int round, Runnable handOver, ThrowingCallable end) {
        var taken = new AtomicBoolean();
        Bunch.start(ThreadKind.PLATFORM, 2, index -> {
                    if (index == 0) {
                        try {
                            handOver.run();
                            taken.set(true);
                        } catch (RejectedExecutionException e) {
                            // expected if the pool was ended first
                        }
                    } else {
                        for (var begin = System.nanoTime(); System.nanoTime() - begin < 1_000L * (round % 50); ) {
                            Thread.onSpinWait();
                        }
                        end.call();
                    }
                })
                .close();
        return taken.get();
    }

    /** A pool accepts either all tasks of a map or none. */
    @EachThreadKind
    @RaceHunt
    void mapAsync_racingNoMoreTasks_runsAllItemsOrNone(ThreadKind kind) throws Exception {
        var items = IntStream.range(0, 50).boxed().toList();
        Rounds.run(300, round -> {
            var ran = new AtomicInteger();
            try (var pool = ThreadPoolTest.pool(kind, 2)) {
                var taken = isTaken(
                        round,
                        () -> pool.mapAsync(
                                n -> ran.incrementAndGet(),
                                items,
                                AsyncOptions.defaults().chunksize(1)),
                        pool::noMoreTasks);
                pool.join();
                assertThat(ran).hasValue(taken ? 50 : 0);
            }
        });
    }

    /** The first task with a callback starts the callback thread while another thread is already in {@code join}. */
    @EachThreadKind
    @RaceHunt
    void join_racingTheFirstCallback_waitsForTheCallbackThread(ThreadKind kind) throws Exception {
        Rounds.run(300, round -> {
            var told = new ArrayList<Integer>();
            try (var pool = ThreadPoolTest.pool(kind, 1)) {
                var taken = isTaken(
                        round,
                        () -> pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(told::add)),
                        () -> {
                            pool.noMoreTasks();
                            pool.join();
                        });
                pool.join();
                assertThat(told).hasSize(taken ? 1 : 0);
            }
        });
    }

    @Test
    void callback_threadCannotBeStarted_isRejectedAndLaterAccepted() throws Exception {
        try (var pool = new ThreadPool(1)) {
            Threading.stackSize(1L << 50);
            assertThatThrownBy(() ->
                            pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(value -> {})))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("can't start new thread: ");
            Threading.stackSize(0);
            var told = Collections.synchronizedList(new ArrayList<Integer>());
            pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(told::add))
                    .get(Await.SECONDS);
            assertThat(told).containsExactly(1);
        }
    }

    /** Returns from main while one task is running and one is queued. */
    static final class Forgets {
        public static void main(String[] args) throws InterruptedException {
            var pool = new ThreadPool(1);
            var running = new CountDownLatch(1);
            pool.applyAsync(() -> {
                running.countDown();
                new CountDownLatch(1).await();
            });
            pool.applyAsync(() -> System.out.println("never"));
            running.await();
            System.out.println("main ends");
        }
    }

    @Test
    void mainReturns_unfinishedTasks_programEndsWithoutWaiting() {
        var result = ChildJvm.of(Forgets.class).run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).containsExactly("main ends");
    }
}
