package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that submit tasks to an executor whose queue is full. */
class NestedSubmitTest extends BusyExecutors {
    /** Each task submits the next task from the only worker, so the pool is full at each submit. */
    @ParameterizedTest
    @MethodSource("runsInside")
    void longChainOfTasks_inAFullPool_completes(WhenFull whenFull) throws Exception {
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
    void longChainOfTasks_startedInTheCaller_completes() throws Exception {
        var executor = busy(0, WhenFull.callerRuns());
        var ran = new AtomicInteger();
        var end = new Event();
        step(executor, ran, 20_000, end);
        go.set(); // lets the worker run the tasks beyond the nesting limit
        assertThat(end.await(Await.SECONDS)).as(ran + " ran").isTrue();
    }

    @Test
    void nestedTasks_upToTheLimit_runInTheSubmittingTask() throws Exception {
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .maxQueued(0, WhenFull.await())
                .build()) {
            assertThat(executor.submit(() -> nested(executor, NestedRuns.LIMIT)).result())
                    .isEqualTo(NestedRuns.LIMIT);
            assertThat(executor.submit(() -> nested(executor, NestedRuns.LIMIT + 1))
                            .exception())
                    .as("the innermost task is queued, and no worker is free to run it")
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
    void callerRuns_inAWorkerOfAnotherPool_stillListsItsTask() throws Exception {
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
    void callerRuns_inAWorkerOfTheSamePool_listsBothTasks() throws Exception {
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

    @Test
    void whenFullAwait_inAWorkerOfTheFullPool_runsTheTaskInThatWorker() throws Exception {
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
    void nestedSubmits_inAFullPool_allRun() throws Exception {
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
}
