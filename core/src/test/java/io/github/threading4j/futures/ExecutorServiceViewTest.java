package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutorServiceViewTest {
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1);
    private final java.util.concurrent.ExecutorService view = executor.asExecutorService();
    private final Event go = new Event();
    private final Semaphore started = new Semaphore(0);

    @AfterEach
    void close() {
        go.set();
        executor.close();
    }

    private Boolean hold() throws InterruptedException {
        started.release();
        return go.await();
    }

    private void occupyTheWorker() throws InterruptedException {
        executor.execute(() -> {
            try {
                hold();
            } catch (InterruptedException e) {
                // expected: an interrupt ends the task, too
            }
        });
        started.acquire();
    }

    @Test
    void submit_eachOverload_returnsTheResult() throws Exception {
        assertThat(view.submit(() -> 7).get()).isEqualTo(7);
        assertThat(view.submit(() -> {}, "done").get()).isEqualTo("done");
        assertThat(view.submit(() -> {}).get()).isNull();
        assertThatThrownBy(() -> view.submit(() -> List.of().get(0)).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAllAndInvokeAny_returnTheResults() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
        for (var future : view.invokeAll(tasks)) {
            assertThat(future.get()).isBetween(1, 3);
        }
        assertThat(view.invokeAny(tasks)).isBetween(1, 3);
        List<Callable<Boolean>> slow = List.of(this::hold);
        assertThat(view.invokeAll(slow, 1, TimeUnit.MILLISECONDS)).allMatch(java.util.concurrent.Future::isCancelled);
        assertThatThrownBy(() -> view.invokeAny(slow, 1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void execute_taskFails_callsTheExcepthook(Uncaught uncaught) {
        view.execute(() -> {
            throw new IllegalStateException("nobody waits");
        });
        assertThat(uncaught.take().exception()).hasMessage("nobody waits");
    }

    @Test
    void shutdown_viewAndExecutor_shareTheirState() throws Exception {
        view.submit(this::hold);
        assertThat(view.isShutdown()).isFalse();
        view.shutdown();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.asExecutorService().isShutdown()).isTrue();
        assertThat(view.isTerminated()).isFalse();
        assertThat(view.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThatThrownBy(() -> view.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> view.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        go.set();
        assertThat(view.awaitTermination((long) Await.SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(view.isTerminated()).isTrue();
    }

    @Test
    void shutdownNow_interruptsRunningTasksAndReturnsQueuedOnes() throws Exception {
        var interrupted = new Event();
        view.submit(() -> {
            try {
                hold();
            } catch (InterruptedException e) {
                interrupted.set();
            }
        });
        started.acquire();
        Runnable executed = () -> {};
        var called = new Event();
        view.execute(executed);
        var queued = view.submit(() -> {
            called.set();
            return 1;
        });
        Thread.currentThread().interrupt();
        var given = view.shutdownNow();
        assertThat(Thread.interrupted()).isTrue();
        interrupted.await();
        assertThat(given).hasSize(2).contains(executed);
        assertThat(queued.isCancelled()).isTrue();
        assertThat(called.isSet()).isFalse();
        given.forEach(Runnable::run);
        assertThat(called.isSet()).isTrue();
    }

    @Test
    void shutdownNow_calledByOwnTask_interruptsThatTask() throws Exception {
        var interrupted = view.submit(() -> {
            assertThat(view.shutdownNow()).isEmpty();
            assertThat(view.isTerminated()).isFalse();
            return Thread.currentThread().isInterrupted();
        });
        assertThat(interrupted.get()).isTrue();
        assertThat(view.awaitTermination((long) Await.SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void shutdownNow_serializableTasks_areReturned() throws Exception {
        occupyTheWorker();
        Runnable executed = (Runnable & Serializable) () -> {};
        view.execute(executed);
        view.submit((SerializableCallable<Integer>) () -> 2);
        assertThat(view.shutdownNow()).hasSize(2).contains(executed);
    }

    /** An executor that runs an action of the test after each submit and before the shutdown. */
    private final class Slow extends Executor {
        private final java.util.concurrent.ExecutorService view = asExecutorService();
        private Runnable beforeShutdown = () -> {};
        private Runnable afterSubmit = () -> {};

        @Override
        public <T> Future<T> submit(Callable<T> task) {
            var future = executor.submit(task);
            afterSubmit.run();
            return future;
        }

        @Override
        public List<StuckTask> shutdown(Duration grace) throws InterruptedException {
            beforeShutdown.run();
            return executor.shutdown(grace);
        }

        @Override
        public void shutdown(boolean wait, boolean cancelFutures) throws InterruptedException {
            executor.shutdown(wait, cancelFutures);
        }

        @Override
        public boolean isShutdown() {
            return executor.isShutdown();
        }

        @Override
        public boolean awaitTermination(Duration timeout) throws InterruptedException {
            return executor.awaitTermination(timeout);
        }

        @Override
        public void close() {
            executor.close();
        }
    }

    @Test
    void shutdownNow_taskSubmittedConcurrently_isReturned() throws Exception {
        var slow = new Slow();
        occupyTheWorker();
        Runnable late = () -> {};
        slow.beforeShutdown = () -> slow.view.execute(late);
        assertThat(slow.view.shutdownNow()).containsExactly(late);
    }

    @Test
    void execute_taskMissedByConcurrentShutdownNow_isRejected() throws Exception {
        var slow = new Slow();
        occupyTheWorker();
        slow.afterSubmit = () -> assertThat(slow.view.shutdownNow()).isEmpty();
        assertThatThrownBy(() -> slow.view.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("cannot schedule new futures after shutdown: ");
    }

    @Test
    @RaceHunt
    void execute_racingShutdownNow_acceptedTaskRunsOrIsReturned() throws Exception {
        Rounds.run(200, round -> {
            var pool = new ThreadPoolExecutor(1);
            var its = pool.asExecutorService();
            var ran = new AtomicInteger();
            var taken = new AtomicInteger();
            try (var submitting = Bunch.start(ThreadKind.PLATFORM, i -> {
                try {
                    while (true) {
                        its.execute(ran::incrementAndGet);
                        taken.incrementAndGet();
                    }
                } catch (RejectedExecutionException e) {
                    // expected: the executor is shut down
                }
            })) {
                Await.until("some tasks have been accepted", () -> taken.get() >= 5);
                var returned = its.shutdownNow();
                submitting.join();
                pool.shutdown();
                assertThat(ran.get() + returned.size()).isEqualTo(taken.get());
            }
        });
    }

    @Test
    void toString_equalsThatOfTheExecutor() {
        assertThat(view).hasToString(executor.toString());
    }
}
