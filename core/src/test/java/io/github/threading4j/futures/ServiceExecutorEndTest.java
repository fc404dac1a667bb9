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

/** What an executor over a service has still to wait for, and how it and its service end. */
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
        Await.until("nothing is unfinished", () -> executor.toString().contains(", unfinished=0"));
    }

    @Test
    void toString_showsTheServicesClass_whatIsUnfinished_andWhetherItIsShutDown() throws Exception {
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
    void whatHasEnded_isForgotten_alsoWhatTheServiceStillHas() throws Exception {
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
    void cancelledTask_thatStillRuns_isWaitedFor_whereTheServiceGoesOn() throws Exception {
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
    void awaitTermination_waitsForTheService_alsoForTheTasksOfOthers() throws Exception {
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
    void taskThatIsCancelled_whileItIsOnItsWay_isNotStuck() throws Exception {
        var stuck = new LinkedBlockingQueue<List<StuckTask>>();
        var service = new MeanwhileService(executor -> stuck.add(executor.shutdown(Duration.ZERO)));
        var future = service.over.submit(() -> 1);
        assertThat(stuck).containsExactly(List.of());
        assertThat(future.cancelled()).isTrue();
        service.over.close();
        assertThat(service.over.toString()).endsWith(", unfinished=0, shut down]");
    }

    @Test
    void tasksOfManyThreads_areAllRun_andTheServiceEnds() throws Exception {
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
        // Who asks again and again looks at the tasks while they end.
        Await.until("the end", () -> {
            try {
                return executor.awaitTermination(0);
            } catch (InterruptedException e) {
                throw new AssertionError("who only looks is not interrupted", e);
            }
        });
        assertThat(service.isTerminated()).isTrue();
        awaitNothingUnfinished(executor);
    }

    /** A service over which something is done to the executor just as a task comes. */
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
                throw new AssertionError("nobody waits here", e);
            }
            super.execute(task);
        }
    }

    @Test
    void shutdown_whileATaskIsOnItsWay_endsTheServiceAfterThat() throws Exception {
        var service = new MeanwhileService(executor -> executor.shutdown(false));
        assertThat(service.over.submit(() -> 1).result()).isEqualTo(1);
        service.over.close();
        assertThat(service.isTerminated()).isTrue();
    }

    @Test
    void shutdown_whileATaskIsOnItsWay_thatIsRefused_endsTheServiceAllTheSame() {
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
    void service_thatFailsWithAnError_leavesNothingThatTheEndWaitsFor() throws Exception {
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

    /** Until it has been told, a service can't say whether it is to end. */
    @Test
    void awaitTermination_whileTheServiceIsBeingTold_waitsForThat() throws Exception {
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
