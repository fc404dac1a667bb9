package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The unfinished tasks of an executor over a service, and the shutdown of both. */
class ServiceExecutorEndTest {
    private final Event go = new Event();

    @AfterEach
    void letGo() {
        go.set();
    }

    private Boolean ignoreInterrupts(Event started) {
        started.set();
        while (!go.isSet()) {
            Thread.onSpinWait();
        }
        return true;
    }

    private static void awaitNothingUnfinished(Executor executor) {
        Await.until("no task is unfinished", () -> executor.toString().contains(", unfinished=0"));
    }

    @Test
    void toString_showsServiceClassUnfinishedTasksAndShutdown() throws Exception {
        var service = Executors.newFixedThreadPool(1);
        var executor = Executor.over(service);
        assertThat(executor).hasToString("Executor[over=ThreadPoolExecutor, unfinished=0]");
        executor.submit(() -> go.await());
        assertThat(executor.toString()).endsWith(", unfinished=1]");
        executor.shutdown(false);
        assertThat(executor.toString()).endsWith(", unfinished=1, shut down]");
        go.set();
        executor.close();
        assertThat(executor).hasToString("Executor[over=ThreadPoolExecutor, unfinished=0, shut down]");
    }

    @Test
    void unfinished_doesNotCountEndedOrCancelledQueuedTasks() throws Exception {
        var executor = Executor.over(Executors.newFixedThreadPool(1));
        assertThat(executor.submit((SerializableCallable<Integer>) () -> 1).result())
                .isEqualTo(1);
        awaitNothingUnfinished(executor);
        var started = new Event();
        var running = executor.submit(() -> ignoreInterrupts(started));
        started.await();
        var queued = executor.submit(() -> 2);
        assertThat(executor.toString()).endsWith(", unfinished=2]");
        assertThat(queued.cancel()).isTrue();
        assertThat(executor.toString()).endsWith(", unfinished=1]");
        assertThat(running.cancel(true)).isTrue();
        assertThat(executor.toString()).endsWith(", unfinished=1]");
        go.set();
        awaitNothingUnfinished(executor);
        executor.close();
    }

    @Test
    void awaitTermination_cancelledTaskStillRuns_waitsForItsEnd() throws Exception {
        var executor = Executor.over(ForkJoinPool.commonPool());
        var started = new Event();
        var running = executor.submit(() -> ignoreInterrupts(started));
        started.await();
        assertThat(running.cancel(true)).isTrue();
        executor.shutdown(false);
        assertThat(executor.awaitTermination(0)).isFalse();
        assertThat(executor.shutdown(Duration.ofMillis(1)))
                .singleElement()
                .extracting(StuckTask::future)
                .isSameAs(running);
        go.set();
        assertThat(executor.awaitTermination(Await.SECONDS)).isTrue();
    }

    @Test
    void awaitTermination_waitsForAllTasksOfTheService() throws Exception {
        var service = Executors.newFixedThreadPool(1);
        var executor = Executor.over(service);
        service.submit(() -> go.await());
        executor.shutdown(false);
        assertThat(service.isShutdown()).isTrue();
        assertThat(executor.awaitTermination(0)).isFalse();
        assertThat(executor.awaitTermination(Duration.ofMillis(1))).isFalse();
        go.set();
        assertThat(executor.awaitTermination(Await.SECONDS)).isTrue();
        assertThat(service.isTerminated()).isTrue();
    }

    @Test
    void shutdown_whileATaskIsBeingSubmitted_doesNotReportItAsStuck() throws Exception {
        var stuck = new LinkedBlockingQueue<List<StuckTask>>();
        var service = new MeanwhileService(executor -> stuck.add(executor.shutdown(Duration.ZERO)));
        var future = service.over.submit(() -> 1);
        assertThat(stuck).containsExactly(List.of());
        assertThat(future.cancelled()).isTrue();
        service.over.close();
        assertThat(service.over.toString()).endsWith(", unfinished=0, shut down]");
    }

    @Test
    void submit_byManyThreads_allRunAndTheServiceTerminates() throws Exception {
        var service = Executors.newFixedThreadPool(2);
        var executor = Executor.over(service);
        executor.submit(() -> go.await());
        executor.submit(() -> go.await());
        try (var submitting = Bunch.start(ThreadKind.PLATFORM, 4, i -> {
            for (var j = 0; j < 1_000; j++) {
                executor.submit(() -> 1);
                executor.submit((SerializableCallable<Integer>) () -> 2);
            }
        })) {
            submitting.join();
        }
        executor.shutdown(false);
        go.set();
        // Polls, so that some calls observe tasks that are about to end.
        Await.until("the executor has terminated", () -> {
            try {
                return executor.awaitTermination(0);
            } catch (InterruptedException e) {
                throw new AssertionError("polling is not interrupted", e);
            }
        });
        assertThat(service.isTerminated()).isTrue();
        awaitNothingUnfinished(executor);
    }

    /** A service that runs an action of the test while a task is being submitted. */
    private static final class MeanwhileService extends java.util.concurrent.ThreadPoolExecutor {
        private final ThrowingConsumer<Executor> meanwhile;
        private final Executor over = Executor.over(this);

        MeanwhileService(ThrowingConsumer<Executor> meanwhile) {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            this.meanwhile = meanwhile;
        }

        @Override
        public void execute(Runnable task) {
            try {
                meanwhile.accept(over);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError("the action does not block", e);
            }
            super.execute(task);
        }
    }

    @Test
    void shutdown_whileATaskIsBeingSubmitted_endsTheServiceAfterTheTask() throws Exception {
        var service = new MeanwhileService(executor -> executor.shutdown(false));
        assertThat(service.over.submit(() -> 1).result()).isEqualTo(1);
        service.over.close();
        assertThat(service.isTerminated()).isTrue();
    }

    @Test
    void shutdown_whileATaskIsBeingRejected_endsTheService() {
        var service = new MeanwhileService(executor -> {
            executor.shutdown(false);
            throw new RejectedExecutionException("full");
        });
        assertThatThrownBy(() -> service.over.submit(() -> 1))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("full");
        assertThat(service.isShutdown()).isTrue();
        service.over.close();
    }

    @Test
    void submit_serviceThrowsAnError_leavesNoUnfinishedTask() throws Exception {
        var executor = Executor.over(new java.util.concurrent.ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                }));
        SerializableCallable<Integer> sent = () -> 1;
        for (var task : List.<Callable<Integer>>of(() -> 1, sent)) {
            assertThatThrownBy(() -> executor.submit(task)).isInstanceOf(OutOfMemoryError.class);
        }
        executor.shutdown(false);
        assertThat(executor.awaitTermination(5)).isTrue();
    }

    /**
     * The executor must not ask whether the service has terminated before the service's {@code shutdown} has returned.
     */
    @Test
    void awaitTermination_serviceShutdownInProgress_waits() throws Exception {
        var service = new SlowlyToldService();
        var executor = Executor.over(service);
        try (var ending = Bunch.start(ThreadKind.PLATFORM, i -> executor.shutdown(false));
                var waiting = Bunch.start(ThreadKind.PLATFORM, i -> executor.awaitTermination(Await.SECONDS))) {
            service.asked.await();
            assertThat(executor.isShutdown()).isTrue();
            assertThat(executor.awaitTermination(0)).isFalse();
            Await.waiting(waiting.thread(), executor);
            service.go.set();
            ending.join();
            waiting.join();
        }
        assertThat(service.isTerminated()).isTrue();
        assertThat(executor.awaitTermination(0)).isTrue();
    }

    private static final class SlowlyToldService extends java.util.concurrent.ThreadPoolExecutor {
        final Event asked = new Event();
        final Event go = new Event();

        SlowlyToldService() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void shutdown() {
            asked.set();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            super.shutdown();
        }
    }
}
