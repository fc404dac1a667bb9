package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Semaphore;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private final Event go = new Event();
    private final Semaphore started = new Semaphore(0);
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1);

    private Future<Boolean> submitWaiting() {
        return executor.submit(() -> {
            started.release();
            return go.await();
        });
    }

    @Test
    void shutdown_waitsForTheTasksItHas() throws Exception {
        var ran = new AtomicInteger();
        for (var i = 0; i < 100; i++) {
            executor.submit(ran::incrementAndGet);
        }
        executor.shutdown();
        assertThat(ran).hasValue(100);
        assertThat(executor.threads()).noneMatch(NamedThread::isAlive);
        executor.shutdown();
    }

    @Test
    void shutdown_withoutWaiting_letsTheTasksRun() throws Exception {
        var running = submitWaiting();
        var queued = executor.submit(() -> 2);
        executor.shutdown(false);
        assertThat(running.done()).isFalse();
        go.set();
        assertThat(queued.result()).isEqualTo(2);
        executor.shutdown();
    }

    @Test
    void shutdown_cancelFutures_cancelsWhatHasNotStarted() throws Exception {
        var running = submitWaiting();
        started.acquire();
        var queued = executor.submit(() -> 2);
        executor.shutdown(false, true);
        assertThat(queued.cancelled()).isTrue();
        assertThat(running.done()).isFalse();
        assertThat(Futures.await(java.util.List.of(queued)).done()).containsExactly(queued);
        go.set();
        executor.shutdown();
        assertThat(running.result()).isTrue();
    }

    @Test
    void shutdown_byAWorker_thatWouldWaitForItself_isRefused() throws Exception {
        var refused = executor.submit(() -> {
            assertThatThrownBy(executor::shutdown)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("cannot join current thread: ");
            assertThatThrownBy(executor::close).isInstanceOf(IllegalStateException.class);
            return 1;
        });
        assertThat(refused.result()).isEqualTo(1);
        assertThat(executor.submit(() -> 2).result()).isEqualTo(2);
        executor.close();
    }

    @Test
    void shutdown_interrupted_throwsAndStaysShutDown() throws Exception {
        submitWaiting();
        started.acquire();
        try (var closing = Bunch.start(
                ThreadKind.KERNEL,
                i -> assertThatThrownBy(executor::shutdown).isInstanceOf(InterruptedException.class))) {
            Await.waiting(closing.thread(), executor.threads().get(0));
            closing.thread().interrupt();
            closing.join();
        }
        assertThatThrownBy(() -> executor.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        go.set();
        executor.close();
    }

    @Test
    void close_interrupted_cancelsAndInterruptsTheTasks_andKeepsTheFlag() throws Exception {
        var running = submitWaiting();
        var queued = executor.submit(() -> 1);
        started.acquire();
        try (var closing = Bunch.start(ThreadKind.KERNEL, i -> {
            executor.close();
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.waiting(closing.thread(), executor.threads().get(0));
            closing.thread().interrupt();
            closing.join();
        }
        assertThat(running.exception()).isInstanceOf(InterruptedException.class);
        assertThat(queued.cancelled()).isTrue();
    }

    @Test
    void close_ofABlockThatFails_waitsAllTheSame() {
        var ran = new AtomicInteger();
        assertThatThrownBy(() -> {
                    try (var closed = executor) {
                        closed.submit(ran::incrementAndGet);
                        throw new IllegalStateException("the block fails");
                    }
                })
                .hasMessage("the block fails");
        assertThat(ran).hasValue(1);
    }

    @Test
    void submit_racingShutdown_runsOrIsRefused() throws Exception {
        Rounds.run(200, round -> {
            var racing = new ThreadPoolExecutor(2);
            var ran = new AtomicInteger();
            var accepted = new ConcurrentLinkedQueue<Future<Integer>>();
            try (var threads = Bunch.start(ThreadKind.KERNEL, 2, i -> {
                if (i == 0) {
                    racing.shutdown();
                } else {
                    submitUntilRefused(racing, ran, accepted);
                }
            })) {
                threads.join();
            }
            racing.close();
            assertThat(new ArrayList<>(accepted)).allMatch(Future::done);
            assertThat(ran).hasValue(accepted.size());
        });
    }

    private static void submitUntilRefused(
            ThreadPoolExecutor racing, AtomicInteger ran, ConcurrentLinkedQueue<Future<Integer>> accepted) {
        try {
            while (true) {
                accepted.add(racing.submit(ran::incrementAndGet));
            }
        } catch (RejectedExecutionException e) {
            // shut down, as it should be
        }
    }
}
