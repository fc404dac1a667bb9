package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Threading;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each policy for a task that is submitted while the queue is full. */
class WhenFullTest extends BusyExecutors {
    @Test
    void reject_full_rejectsUntilTasksHaveEnded() throws Exception {
        var executor = busy(2, WhenFull.reject());
        var queued = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
        assertThatThrownBy(() -> executor.submit(() -> 3))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("the queue is full: ")
                .hasMessageEndingWith(" (expected fewer than 2 queued tasks)");
        go.set();
        for (var future : queued) {
            future.result();
        }
        assertThat(executor.submit(() -> 3).result()).isEqualTo(3);
    }

    @Test
    void callerRuns_full_runsInTheSubmittingThread() throws Exception {
        var executor = busy(1, WhenFull.callerRuns());
        var queued = executor.submit(Thread::currentThread);
        var mine = executor.submit(Thread::currentThread);
        assertThat(mine.done()).isTrue();
        assertThat(mine.resultNow()).isSameAs(Thread.currentThread());
        assertThat(queued.done()).isFalse();
        var failed = executor.submit(() -> List.of().get(0));
        assertThat(failed.exceptionNow()).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void callerRuns_interrupted_leavesTheCallerInterrupted() throws Exception {
        var executor = busy(0, WhenFull.callerRuns());
        Thread.currentThread().interrupt();
        var mine = executor.submit(() -> {
            Threading.sleep(Await.SECONDS);
            return 1;
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(mine.exceptionNow()).isInstanceOf(InterruptedException.class);
    }

    @EachThreadKind
    void await_full_waitsForCapacity(ThreadKind kind) throws Exception {
        for (var answer :
                List.of(WhenFull.await(), WhenFull.await(Await.SECONDS), WhenFull.await(Duration.ofDays(1)))) {
            var executor = busy(1, answer);
            executor.submit(() -> 1);
            try (var submitting = Bunch.start(
                    kind, 3, i -> assertThat(executor.submit(() -> i).result()).isEqualTo(i))) {
                Await.allWaiting(submitting, executor.pool());
                go.set();
                submitting.join();
            }
            go.clear();
        }
    }

    @EachThreadKind
    void await_interrupted_throwsAndKeepsTheInterruptStatus(ThreadKind kind) throws Exception {
        var executor = busy(0, WhenFull.await());
        try (var submitting = Bunch.start(kind, i -> {
            assertThatThrownBy(() -> executor.submit(() -> 1)).isInstanceOf(WaitInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.allWaiting(submitting, executor.pool());
            submitting.thread().interrupt();
            submitting.join();
        }
        go.set();
        assertThat(executor.submit(() -> 2).result()).isEqualTo(2);
    }

    @EachThreadKind
    void await_shutDownWhileWaiting_isRejected(ThreadKind kind) throws Exception {
        var executor = busy(1, WhenFull.await());
        executor.submit(() -> 1);
        try (var submitting = Bunch.start(
                kind,
                3,
                i -> assertThatThrownBy(() -> executor.submit(() -> i))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessageStartingWith("cannot schedule new futures after shutdown"))) {
            Await.allWaiting(submitting, executor.pool());
            executor.shutdown(false);
            submitting.join();
        }
    }

    @Test
    void await_timeoutElapses_throws() throws Exception {
        for (var answer : List.of(WhenFull.await(0.01), WhenFull.await(Duration.ZERO), WhenFull.await(-1))) {
            var executor = busy(1, answer);
            var queued = executor.submit(() -> 1);
            assertThatThrownBy(() -> executor.submit(() -> 2))
                    .isInstanceOf(WaitTimeoutException.class)
                    .hasMessageStartingWith("the queue is full: ");
            go.set();
            assertThat(queued.result()).isEqualTo(1);
            go.clear();
        }
    }

    @Test
    void map_boundedPool_waitsForCapacity() {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(2)
                .maxQueued(1, WhenFull.await())
                .build()) {
            var items = IntStream.range(0, 200).boxed().toList();
            assertThat(executor.map(n -> n, items).toList()).isEqualTo(items);
        }
    }

    @Test
    void map_fullPoolWithCallerRuns_runsEachItemInTheCaller() throws Exception {
        var executor = busy(0, WhenFull.callerRuns());
        assertThat(executor.map(n -> Thread.currentThread(), List.of(1, 2, 3)).toList())
                .hasSize(3)
                .containsOnly(Thread.currentThread());
    }

    @Test
    void badArguments_areRejected() {
        var builder = ThreadPoolExecutor.builder();
        assertThatThrownBy(() -> builder.maxQueued(-1, WhenFull.reject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxQueued must not be negative: -1 (expected 0 or more)");
        assertThatThrownBy(() -> builder.maxQueued(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> WhenFull.await(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(WhenFull.await(), WhenFull.await(1.5), WhenFull.reject(), WhenFull.callerRuns()))
                .hasToString("[WhenFull[AWAIT], WhenFull[AWAIT, PT1.5S], WhenFull[REFUSE], WhenFull[RUN_IN_CALLER]]");
    }
}
