package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The capacity of a bounded queue: which tasks occupy it, and when they free it. */
class TaskCapacityTest extends BusyExecutors {
    @Test
    void reject_noQueue_acceptsATaskOnceThePreviousResultIsSet() throws Exception {
        var executor = busy(0, WhenFull.reject());
        assertThatThrownBy(() -> executor.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class);
        go.set();
        executors.clear();
        try (var alternating = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.reject())
                .build()) {
            for (var i = 0; i < 10_000; i++) {
                var number = i;
                assertThat(alternating.submit(() -> number).result()).isEqualTo(number);
            }
        }
        executor.close();
    }

    @Test
    void cancel_queuedTasks_freesTheirCapacity() throws Exception {
        var executor = busy(2, WhenFull.reject());
        for (var i = 0; i < 3; i++) {
            var queued = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
            assertThatThrownBy(() -> executor.submit(() -> 3)).isInstanceOf(RejectedExecutionException.class);
            queued.forEach(Future::cancel);
            queued.forEach(Future::cancel); // the second call has no effect
            assertThat(executor.pool().occupied()).isOne();
        }
        var last = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
        assertThatThrownBy(() -> executor.submit(() -> 3)).isInstanceOf(RejectedExecutionException.class);
        go.set();
        assertThat(last.get(1).result()).isEqualTo(2);
        assertThat(executor.pool().occupied()).isZero();
    }

    @EachThreadKind
    void cancel_queuedTask_releasesAWaitingSubmitter(ThreadKind kind) throws Exception {
        var executor = busy(1, WhenFull.await());
        var queued = executor.submit(() -> 1);
        try (var submitting = Bunch.start(
                kind, i -> assertThat(executor.submit(() -> 2).cancel()).isTrue())) {
            Await.allWaiting(submitting, executor.pool());
            queued.cancel();
            submitting.join();
        }
    }

    /** The capacity is freed before callbacks are called, since a callback can submit a task. */
    @Test
    void cancel_callbackSubmitsATask_hasCapacityForIt() throws Exception {
        var executor = busy(1, WhenFull.reject());
        var queued = executor.submit(() -> 1);
        var next = new AtomicReference<Future<Integer>>();
        queued.addDoneCallback(done -> next.set(executor.submit(() -> 2)));
        queued.cancel();
        go.set();
        assertThat(next.get().result()).isEqualTo(2);
    }

    @Test
    @RaceHunt
    void cancel_racingTheWorkerThatTakesTheTask_freesCapacityOnce() throws Exception {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(3, WhenFull.await())
                .build()) {
            var last = new AtomicReference<Future<Boolean>>();
            var ended = new AtomicBoolean();
            try (var cancelling = Bunch.start(ThreadKind.PLATFORM, 2, i -> {
                while (!ended.get()) {
                    var future = last.get();
                    if (future != null) {
                        future.cancel();
                    }
                }
            })) {
                Rounds.run(200_000, round -> last.set(executor.submit(() -> true)));
                ended.set(true);
                cancelling.join();
            }
            executor.submit(() -> {}).result();
            assertThat(executor.pool().occupied()).isZero();
            Await.until(
                    "the last task is no longer counted",
                    () -> executor.pool().nonDaemonTasks.count() == 0);
        }
    }

    @Test
    void cancel_manyQueuedTasks_removesThemFromTheQueue() throws Exception {
        var executor = busy(Integer.MAX_VALUE - 1, WhenFull.reject());
        var kept = new ArrayList<Future<Integer>>();
        for (var i = 0; i < 100_000; i++) {
            var number = i;
            var future = executor.submit(() -> number);
            if (i % 1_000 == 0) {
                kept.add(future);
            } else {
                future.cancel();
            }
        }
        assertThat(executor.qsize()).isLessThan(3 * kept.size());
        go.set();
        for (var i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).result()).isEqualTo(1_000 * i);
        }
    }

    @Test
    void failedTasks_freeTheirCapacity() throws Exception {
        var executor = busy(1, WhenFull.reject());
        go.set();
        for (var i = 0; i < 3; i++) {
            assertThat(executor.submit(() -> List.of().get(0)).exception()).isNotNull();
        }
    }

    @Test
    void shutdownCancelFutures_fullPool_cancelsTheQueuedTask() throws Exception {
        var executor = busy(1, WhenFull.await());
        var queued = executor.submit(() -> 1);
        executor.shutdown(false, true);
        assertThat(queued.cancelled()).isTrue();
    }

    @Test
    void enter_fullPoolWasShutDown_isRejected() throws Exception {
        var builder = ThreadPoolExecutor.builder().maxWorkers(1).maxQueued(0, WhenFull.await(5));
        var executor = builder.build();
        executor.shutdown(false);
        var capacity = new TaskCapacity(executor.pool(), builder.config(() -> "full"));
        assertThat(capacity.enter(null)).isTrue();
        assertThatThrownBy(() -> capacity.enter(null)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void setResult_queuedTask_freesCapacityAndReportsInvalidState(Uncaught uncaught) throws Exception {
        var executor = busy(1, WhenFull.reject());
        for (var i = 0; i < 3; i++) {
            var queued = executor.submit(() -> 7);
            queued.setResult(8);
            go.set();
            assertThat(uncaught.take().exception()).isInstanceOf(InvalidStateException.class);
            assertThat(queued.result()).isEqualTo(8);
            go.clear();
            executor.submit(this::hold);
            started.acquire();
        }
    }
}
