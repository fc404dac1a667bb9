package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Semaphore;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.WaitTimeoutException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool whose queue has a bound, and each answer to a full one. */
class MaxQueuedTest {
    private final Event go = new Event();
    private final Semaphore started = new Semaphore(0);
    private final List<ThreadPoolExecutor> executors = new ArrayList<>();

    @AfterEach
    void close() {
        go.set();
        executors.forEach(ThreadPoolExecutor::close);
    }

    /** A pool of one thread that is busy. */
    private ThreadPoolExecutor busy(int maxQueued, WhenFull whenFull) throws InterruptedException {
        var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(maxQueued, whenFull)
                .build();
        executors.add(executor);
        executor.submit(this::hold);
        started.acquire();
        return executor;
    }

    private boolean hold() throws InterruptedException {
        started.release();
        return go.await();
    }

    @Test
    void refuse_full_refuses_andTakesAgainWhenTasksHaveEnded() throws Exception {
        var executor = busy(2, WhenFull.reject());
        var queued = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
        assertThatThrownBy(() -> executor.submit(() -> 3))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageStartingWith("the queue is full: ")
                .hasMessageEndingWith(" (expected fewer than 2 tasks that wait)");
        go.set();
        for (var future : queued) {
            future.result();
        }
        assertThat(executor.submit(() -> 3).result()).isEqualTo(3);
    }

    @Test
    void refuse_withoutAQueue_takesATaskAsSoonAsTheLastResultIsThere() throws Exception {
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
    void cancel_ofQueuedTasks_givesTheirCapacityBackAtOnce() throws Exception {
        var executor = busy(2, WhenFull.reject());
        for (var i = 0; i < 3; i++) {
            var queued = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
            assertThatThrownBy(() -> executor.submit(() -> 3)).isInstanceOf(RejectedExecutionException.class);
            queued.forEach(Future::cancel);
            queued.forEach(Future::cancel); // the second time has no effect
            assertThat(executor.pool().occupied()).isOne();
        }
        var last = List.of(executor.submit(() -> 1), executor.submit(() -> 2));
        assertThatThrownBy(() -> executor.submit(() -> 3)).isInstanceOf(RejectedExecutionException.class);
        go.set();
        assertThat(last.get(1).result()).isEqualTo(2);
        assertThat(executor.pool().occupied()).isZero();
    }

    @EachThreadKind
    void cancel_ofAQueuedTask_letsASubmitterInThatWaits(ThreadKind kind) throws Exception {
        var executor = busy(1, WhenFull.await());
        var queued = executor.submit(() -> 1);
        try (var submitting = Bunch.start(
                kind, i -> assertThat(executor.submit(() -> 2).cancel()).isTrue())) {
            Await.allWaiting(submitting, executor.pool());
            queued.cancel();
            submitting.join();
        }
    }

    /** The capacity is back before callbacks are called: one of them may want it. */
    @Test
    void cancel_ofAQueuedTask_whoseCallbackSubmits_hasCapacityForThat() throws Exception {
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
    void cancel_meetingTheWorkerThatTakesTheTask_givesCapacityBackOnce() throws Exception {
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
                    "the last is counted out",
                    () -> executor.pool().nonDaemonTasks.count() == 0);
        }
    }

    @Test
    void cancel_ofMany_takesThemOutOfTheQueueToo() throws Exception {
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

    /** Each task submits the next one from the only worker, whose pool is full by it. */
    @ParameterizedTest
    @MethodSource("runsInside")
    void chainOfTasks_inAFullPool_completesHoweverLongItIs(WhenFull whenFull) throws Exception {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, whenFull)
                .build()) {
            var ran = new AtomicInteger();
            var end = new Event();
            executor.submit(() -> step(executor, ran, 20_000, end));
            assertThat(end.await(Await.SECONDS)).as(ran + " ran").isTrue();
            assertThat(ran).hasValue(20_000);
        }
    }

    static List<WhenFull> runsInside() {
        return List.of(WhenFull.await(), WhenFull.await(1.5), WhenFull.callerRuns());
    }

    private static void step(ThreadPoolExecutor executor, AtomicInteger ran, int steps, Event end) {
        if (ran.incrementAndGet() == steps) {
            end.set();
        } else {
            var next = executor.submit(() -> step(executor, ran, steps, end));
            next.addDoneCallback(done -> assertThat(done.exception()).isNull());
        }
    }

    @Test
    void chainOfTasks_inTheCaller_completesHoweverLongItIs() throws Exception {
        var executor = busy(0, WhenFull.callerRuns());
        var ran = new AtomicInteger();
        var end = new Event();
        step(executor, ran, 20_000, end);
        go.set(); // what was too deep waits for the worker
        assertThat(end.await(Await.SECONDS)).as(ran + " ran").isTrue();
    }

    @Test
    void nestedTasks_upToTheLimit_runInsideEachOther() throws Exception {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.await())
                .build()) {
            assertThat(executor.submit(() -> nested(executor, NestedRuns.LIMIT)).result())
                    .isEqualTo(NestedRuns.LIMIT);
            assertThat(executor.submit(() -> nested(executor, NestedRuns.LIMIT + 1))
                            .exception())
                    .as("the innermost is queued, and nobody is left to run it")
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("deadlock: ");
        }
    }

    private static int nested(ThreadPoolExecutor executor, int depth) throws InterruptedException {
        return depth == 0
                ? 0
                : 1 + executor.submit(() -> nested(executor, depth - 1)).result();
    }

    @Test
    void refuse_ofTasksThatFailed_givesTheirRoomBack() throws Exception {
        var executor = busy(1, WhenFull.reject());
        go.set();
        for (var i = 0; i < 3; i++) {
            assertThat(executor.submit(() -> List.of().get(0)).exception()).isNotNull();
        }
    }

    @Test
    void runInCaller_full_runsInTheThreadThatSubmits() throws Exception {
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
    void runInCaller_inAWorkerOfAnotherPool_leavesThatPoolsTaskAsWhatItRuns() throws Exception {
        var full = busy(0, WhenFull.callerRuns());
        var other = new ThreadPoolExecutor(1);
        executors.add(other);
        var outer = other.submit(() -> full.submit(this::hold));
        started.acquire();
        var stuck = other.runningTasks();
        assertThat(stuck).hasSize(1);
        assertThat(stuck.get(0).future()).isSameAs(outer);
    }

    @Test
    void runInCaller_inAWorkerOfThePool_leavesBothTasksAsWhatItRuns() throws Exception {
        var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.callerRuns())
                .build();
        executors.add(executor);
        var outer = executor.submit(() -> executor.submit(this::hold));
        started.acquire();
        var stuck = executor.runningTasks();
        assertThat(stuck).hasSize(2);
        assertThat(stuck.get(0).future()).isNotSameAs(outer);
        assertThat(stuck.get(1).future()).isSameAs(outer);
        go.set();
        assertThat(outer.result().done()).isTrue();
    }

    @EachThreadKind
    void await_full_waitsForRoom(ThreadKind kind) throws Exception {
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
    void await_interrupted_saysSoAndKeepsTheFlag(ThreadKind kind) throws Exception {
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
    void await_shutDownMeanwhile_isRefused(ThreadKind kind) throws Exception {
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
    void await_someTime_thenTimesOut() throws Exception {
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
    void await_inAWorkerOfTheFullPool_runsTheTaskThere() throws Exception {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.await())
                .build()) {
            var inside =
                    executor.submit(() -> executor.submit(Thread::currentThread).result() == Thread.currentThread());
            assertThat(inside.result()).isTrue();
        }
    }

    @Test
    void tasksThatSubmitTasks_toAFullPool_allRun() throws Exception {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(2)
                .maxQueued(3, WhenFull.await())
                .build()) {
            var ran = new AtomicInteger();
            var outer = new ArrayList<Future<List<Future<Integer>>>>();
            for (var i = 0; i < 50; i++) {
                outer.add(executor.submit(() -> IntStream.range(0, 20)
                        .mapToObj(n -> executor.submit(ran::incrementAndGet))
                        .toList()));
            }
            for (var each : outer) {
                Futures.await(each.result());
            }
            assertThat(ran).hasValue(1_000);
        }
    }

    @Test
    void map_overABoundedPool_waitsForRoom() {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(2)
                .maxQueued(1, WhenFull.await())
                .build()) {
            var items = IntStream.range(0, 200).boxed().toList();
            assertThat(executor.map(n -> n, items)).isEqualTo(items);
        }
    }

    @Test
    void map_overAFullPool_whoseTasksRunInTheCaller_runsEachItemThere() throws Exception {
        var executor = busy(0, WhenFull.callerRuns());
        assertThat(executor.map(n -> Thread.currentThread(), List.of(1, 2, 3)))
                .hasSize(3)
                .containsOnly(Thread.currentThread());
    }

    @Test
    void shutdownCancelFutures_ofAFullPool_leavesNobodyWaiting() throws Exception {
        var executor = busy(1, WhenFull.await());
        var queued = executor.submit(() -> 1);
        executor.shutdown(false, true);
        assertThat(queued.cancelled()).isTrue();
    }

    @Test
    void badArguments_areRefused() {
        var builder = ThreadPoolExecutor.builder();
        assertThatThrownBy(() -> builder.maxQueued(-1, WhenFull.reject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max_queued must not be negative: -1 (expected 0 or more)");
        assertThatThrownBy(() -> builder.maxQueued(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> WhenFull.await(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(WhenFull.await(), WhenFull.await(1.5), WhenFull.reject(), WhenFull.callerRuns()))
                .hasToString("[WhenFull[AWAIT], WhenFull[AWAIT, PT1.5S], WhenFull[REFUSE], WhenFull[RUN_IN_CALLER]]");
    }

    @Test
    void await_full_afterTheShutdownThatItJustMissed_isRefused() throws Exception {
        var builder = ThreadPoolExecutor.builder().maxWorkers(1).maxQueued(0, WhenFull.await(5));
        var executor = builder.build();
        executor.shutdown(false);
        var capacity = new TaskCapacity(executor.pool(), builder.config(() -> "full"));
        assertThat(capacity.enter()).isTrue();
        assertThatThrownBy(capacity::enter).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void queuedTask_thatSomebodyEnds_givesItsRoomBack_andTheExcepthookHearsOfIt(Uncaught uncaught) throws Exception {
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
