package io.github.threading4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.EachKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a pool ends. */
class ThreadPoolEndTest {
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    /** A task that is running when this returns, and ends when told to. */
    private AsyncResult<String> occupy(ThreadPool pool) throws InterruptedException {
        var result = pool.applyAsync(() -> {
            running.countDown();
            go.await();
            return "late";
        });
        running.await();
        return result;
    }

    @EachKind
    void noMoreTasks_letsThoseThatAreThereRun_andRefusesOthers(ThreadKind kind) throws Exception {
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

    @EachKind
    void terminate_dropsWhatHasNotBegun_andEndsAllResults(ThreadKind kind) throws Exception {
        var ran = new AtomicInteger();
        var told = Collections.synchronizedList(new ArrayList<>());
        var pool = ThreadPoolTest.pool(kind, 1);
        var first = occupy(pool);
        var dropped = pool.applyAsync(ran::incrementAndGet, told::add, told::add);
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
        assertThat(imapped.hasNext()).isFalse();
        assertThatThrownBy(() -> pool.applyAsync(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        pool.join();
        pool.terminate();
        assertThat(ran).hasValue(0);
        assertThat(told).isEmpty();
    }

    @Test
    void getThatWaits_isEndedByTerminate() throws Exception {
        var pool = new ThreadPool(1);
        var first = occupy(pool);
        ThreadKind.KERNEL.run(() -> {
            try (var waiter = io.github.threading4j.testing.Bunch.start(
                    ThreadKind.KERNEL,
                    index -> assertThatThrownBy(first::get).isInstanceOf(CancellationException.class))) {
                Await.parked(waiter.thread().toJavaThread());
                pool.terminate();
            }
        });
        go.countDown();
        pool.join();
    }

    @Test
    void close_terminates_andSaysWhatItDropped_andJoinAfterItIsRefused() throws Exception {
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
                    .startsWith("close() has dropped 2 results that were still to come: ThreadPool[");
            assertThatThrownBy(pool::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("close() has dropped 2 results: ThreadPool[")
                    .hasMessageEndingWith(
                            " (expected noMoreTasks() before join(), which is what close() is called in Python)");
            go.countDown();
        }
    }

    @Test
    void close_ofAPoolThatHasDoneAll_isSilent_andMayBeJoined() throws Exception {
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
    void join_ofARunningPool_isRefused() {
        try (var pool = new ThreadPool(1)) {
            assertThatThrownBy(pool::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Pool is still running: ThreadPool[");
        }
    }

    @Test
    void join_byAWorker_isRefused() throws Exception {
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

    @Test
    void callback_thatFails_isReported_andTheResultIsThere(Uncaught uncaught) throws Exception {
        try (var pool = new ThreadPool(1)) {
            var result = pool.applyAsync(
                    () -> 1,
                    value -> {
                        throw new IllegalStateException("bad callback");
                    },
                    null);
            assertThat(result.get(Await.SECONDS)).isEqualTo(1);
            assertThat(uncaught.take().exception()).hasMessage("bad callback");
            assertThat(pool.applyAsync(() -> 2, value -> {}, null).get(Await.SECONDS))
                    .isEqualTo(2);
        }
    }

    @Test
    void initializer_runsInEachThread_beforeItsTasks() throws Exception {
        var initialized = Collections.synchronizedSet(new java.util.HashSet<Thread>());
        try (var pool = ThreadPool.builder()
                .processes(3)
                .initializer(() -> initialized.add(Thread.currentThread()))
                .build()) {
            assertThat(pool.map(n -> initialized.contains(Thread.currentThread()), List.of(1, 2, 3, 4, 5, 6)))
                    .containsOnly(true);
        }
    }

    @Test
    void initializer_thatFails_endsThePool_andAllResults(Uncaught uncaught) throws Exception {
        var fail = new CountDownLatch(1);
        var pool = ThreadPool.builder()
                .processes(1)
                .initializer(() -> {
                    fail.await();
                    throw new IllegalStateException("no licence");
                })
                .build();
        var result = pool.applyAsync(() -> 1);
        fail.countDown();
        assertThatThrownBy(() -> result.get(Await.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a worker's initializer failed: java.lang.IllegalStateException: no licence");
        pool.join();
        assertThat(uncaught.take().exception()).hasMessage("no licence");
        assertThatThrownBy(() -> pool.applyAsync(() -> 1)).isInstanceOf(RejectedExecutionException.class);
    }

    /** Leaves a task running and one to come. */
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
    void program_endsWithoutWaitingForAPool() {
        var result = ChildJvm.of(Forgets.class).run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).containsExactly("main ends");
    }
}
