package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Uncaught;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    @Test
    void submit_inEachForm_hasItsResult() throws Exception {
        assertThat(view.submit(() -> 7).get()).isEqualTo(7);
        assertThat(view.submit(() -> {}, "done").get()).isEqualTo("done");
        assertThat(view.submit(() -> {}).get()).isNull();
        assertThatThrownBy(() -> view.submit(() -> List.of().get(0)).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invokeAllAndAny_work() throws Exception {
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
    void execute_thatFails_goesToTheExcepthook(Uncaught uncaught) {
        view.execute(() -> {
            throw new IllegalStateException("nobody waits");
        });
        assertThat(uncaught.take().exception()).hasMessage("nobody waits");
    }

    @Test
    void shutdown_isThatOfTheExecutor_andTheOtherWayRound() throws Exception {
        view.submit(this::hold);
        assertThat(view.isShutdown()).isFalse();
        view.shutdown();
        assertThat(executor.isShutDown()).isTrue();
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
    void shutdownNow_interruptsWhatRuns_andReturnsWhatWasGiven() throws Exception {
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
    void shutdownNow_byATaskOfItsOwn_interruptsThatTask() throws Exception {
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
    void toString_isThatOfTheExecutor() {
        assertThat(view).hasToString(executor.toString());
    }
}
