package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of shutting down an executor. */
interface ExecutorEndContract extends ExecutorContract {
    @Test
    default void shutdown_waitsForAcceptedTasks() throws Exception {
        var executor = executor(1);
        var ran = new AtomicInteger();
        for (var i = 0; i < 100; i++) {
            executor.submit(ran::incrementAndGet);
        }
        executor.shutdown();
        assertThat(ran).hasValue(100);
        assertThat(executor.awaitTermination(0)).isTrue();
        executor.shutdown();
    }

    @Test
    default void shutdown_withoutWaiting_runsAcceptedTasks() throws Exception {
        var executor = executor(1);
        var task = new Waiting();
        var running = executor.submit(task::run);
        var queued = executor.submit(() -> 2);
        executor.shutdown(false);
        assertThat(executor.awaitTermination(0)).isFalse();
        assertThat(executor.awaitTermination(Duration.ofMillis(1))).isFalse();
        assertThat(running.done()).isFalse();
        task.go.set();
        assertThat(queued.result()).isEqualTo(2);
        assertThat(executor.awaitTermination(Await.SECONDS)).isTrue();
    }

    @Test
    default void shutdown_calledByOwnTask_throws() throws Exception {
        try (var executor = executor(1)) {
            var refused = executor.submit(() -> {
                assertThatThrownBy(executor::shutdown)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("cannot join current thread: ");
                assertThatThrownBy(executor::close).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> executor.shutdown(Duration.ofSeconds(1)))
                        .isInstanceOf(IllegalStateException.class);
                return 1;
            });
            assertThat(refused.result()).isEqualTo(1);
            assertThat(executor.submit(() -> 2).result()).isEqualTo(2);
        }
    }

    @Test
    default void shutdown_interruptedWhileWaiting_throwsAndStaysShutDown() throws Exception {
        var executor = executor(1);
        var task = new Waiting();
        executor.submit(task::run);
        task.started.acquire();
        try (var closing = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThatThrownBy(executor::shutdown).isInstanceOf(InterruptedException.class))) {
            Await.parked(closing.thread().toJavaThread());
            closing.thread().interrupt();
            closing.join();
        }
        assertThatThrownBy(() -> executor.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        task.go.set();
        executor.close();
    }

    @Test
    default void shutdown_interruptedBefore_throwsAndShutsDown() throws Exception {
        var executor = executor(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(executor::shutdown).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(executor.isShutdown()).isTrue();
        executor.close();
    }

    @Test
    default void close_interrupted_cancelsTasksAndKeepsTheInterruptStatus() throws Exception {
        var executor = executor(1);
        var task = new Waiting();
        var ended = new ConcurrentLinkedQueue<Throwable>();
        executor.submit(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                ended.add(e);
            }
        });
        task.started.acquire();
        var queued = executor.submit(() -> 1);
        if (!hasBound()) {
            // This task does not wait for the other one, but its thread may start late.
            queued.result();
        }
        try (var closing = Bunch.start(ThreadKind.PLATFORM, i -> {
            executor.close();
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.parked(closing.thread().toJavaThread());
            closing.thread().interrupt();
            closing.join();
        }
        assertThat(ended).hasSize(1);
        assertThat(queued.done()).isTrue();
        assertThat(queued.cancelled()).isEqualTo(hasBound());
    }

    @Test
    default void close_exceptionInTheTryBlock_waitsForTheTasks() {
        var ran = new AtomicInteger();
        assertThatThrownBy(() -> {
                    try (var closed = executor(1)) {
                        closed.submit(ran::incrementAndGet);
                        throw new IllegalStateException("the block fails");
                    }
                })
                .hasMessage("the block fails");
        assertThat(ran).hasValue(1);
    }

    @Test
    default void shutdownWithGrace_interruptsTasksAfterTheGracePeriod() throws Exception {
        var executor = executor(1);
        var task = new Waiting();
        var interrupted = new Event();
        var running = executor.submit(() -> {
            try {
                return task.run();
            } catch (InterruptedException e) {
                interrupted.set();
                return false;
            }
        });
        task.started.acquire();
        // Interrupts the task after the grace period, and returns once the task has ended.
        assertThat(executor.shutdown(Duration.ofMillis(500))).isEmpty();
        assertThat(interrupted.isSet()).isTrue();
        assertThat(running.result()).isFalse();
    }

    @Test
    default void shutdownWithGrace_returnsStuckTasksWithTheirStacks() throws Exception {
        var executor = executor(2);
        var go = new Event();
        var started = new Event();
        var future = executor.submit(() -> ignoreInterrupts(started, go));
        started.await();
        var stuck = executor.shutdown(Duration.ofMillis(1));
        assertThat(stuck).hasSize(1);
        assertThat(stuck.get(0).future()).isSameAs(future);
        assertThat(stuck.get(0).thread()).isNotNull();
        assertThat(stuck.get(0).stack()).anyMatch(call -> call.getMethodName().equals("ignoreInterrupts"));
        assertThat(stuck.get(0).toString())
                .startsWith("StuckTask[Future[running] in ")
                .contains("\n    at ", "ignoreInterrupts");
        go.set();
        executor.close();
    }

    private static void ignoreInterrupts(Event started, Event go) {
        started.set();
        while (!go.isSet()) {
            Thread.onSpinWait();
        }
    }

    @Test
    default void awaitTermination_beforeShutdown_waitsForShutdown() throws Exception {
        var executor = executor(1);
        assertThat(executor.submit(() -> 1).result()).isEqualTo(1);
        assertThat(executor.awaitTermination(0)).isFalse();
        assertThat(executor.awaitTermination(Duration.ofMillis(1))).isFalse();
        try (var waiting = Bunch.start(
                ThreadKind.PLATFORM,
                i -> assertThat(executor.awaitTermination(Await.SECONDS)).isTrue())) {
            Await.parked(waiting.thread().toJavaThread());
            executor.shutdown(false);
            waiting.join();
        }
        executor.close();
    }

    @Test
    @RaceHunt
    default void submit_racingShutdown_runsOrIsRejected() throws Exception {
        Rounds.run(100, round -> {
            var racing = executor(2);
            var ran = new AtomicInteger();
            var accepted = new ConcurrentLinkedQueue<Future<Integer>>();
            try (var threads = Bunch.start(ThreadKind.PLATFORM, 2, i -> {
                if (i == 0) {
                    racing.shutdown();
                } else {
                    submitUntilRefused(racing, ran, accepted);
                }
            })) {
                threads.join();
            }
            racing.close();
            assertThat(List.copyOf(accepted)).allMatch(Future::done);
            assertThat(ran).hasValue(accepted.size());
        });
    }

    private static void submitUntilRefused(
            Executor racing, AtomicInteger ran, ConcurrentLinkedQueue<Future<Integer>> accepted) {
        try {
            while (true) {
                accepted.add(racing.submit(ran::incrementAndGet));
            }
        } catch (RejectedExecutionException e) {
            // expected: the executor is shut down
        }
    }
}
