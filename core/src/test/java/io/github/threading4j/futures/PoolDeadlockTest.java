package io.github.threading4j.futures;

import static io.github.threading4j.futures.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tasks that wait for tasks of their own pool while no worker is left to run them. */
class PoolDeadlockTest {
    @EachThreadKind
    void waitForQueuedTask_byTheLastFreeWorker_reportsADeadlock(ThreadKind kind) throws Exception {
        try (var executor = pool(kind, 1)) {
            var inner = new AtomicReference<Future<Integer>>();
            var outer = executor.submit(() -> {
                inner.set(executor.submit(() -> 7));
                return inner.get().result();
            });
            assertThatThrownBy(outer::result)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("deadlock: the task Future[running] of ")
                    .hasMessageContaining(" waits for the task Future[pending] of ")
                    .hasMessageContaining(PoolDeadlockTest.class.getName());
            assertThat(inner.get().result()).isEqualTo(7);
        }
    }

    @EachThreadKind
    @RaceHunt
    void waitForQueuedTasks_inAllWorkersAtTheSameTime_failsAtLeastOneWait(ThreadKind kind) throws Exception {
        Rounds.run(300, round -> {
            try (var executor = pool(kind, 3)) {
                var together = new Barrier(3);
                var outer = new ArrayList<Future<Integer>>();
                for (var i = 0; i < 3; i++) {
                    outer.add(executor.submit(() -> {
                        together.await();
                        return executor.submit(() -> 7).result();
                    }));
                }
                var told = 0;
                for (var each : outer) {
                    if (each.exception() instanceof IllegalStateException) {
                        told++;
                    } else {
                        assertThat(each.result()).isEqualTo(7);
                    }
                }
                assertThat(told).isBetween(1, 3);
            }
        });
    }

    @Test
    void waitForQueuedTask_unlessTimed_reportsADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(1)) {
            for (var form : List.<FutureForm>of(Future::result, Future::exception, Future::get)) {
                assertThat(executor.submit(() -> form.of(executor.submit(() -> 1)))
                                .exception())
                        .isInstanceOf(IllegalStateException.class);
            }
            var timed = executor.submit(() -> executor.submit(() -> 1).result(0.01));
            assertThat(timed.exception()).isInstanceOf(TimeoutException.class);
            var timedGet = executor.submit(() -> executor.submit(() -> 1).get(1, TimeUnit.MILLISECONDS));
            assertThat(timedGet.exception()).isInstanceOf(TimeoutException.class);
        }
    }

    private interface FutureForm {
        Object of(Future<Integer> future) throws Exception;
    }

    private static Worker awaitParked(List<Worker> workers) {
        var parked = new AtomicReference<Worker>();
        Await.until("a worker waits", () -> {
            workers.stream().filter(Worker::isParked).findFirst().ifPresent(parked::set);
            return parked.get() != null;
        });
        return parked.get();
    }

    @EachThreadKind
    @RaceHunt
    void worker_interruptedInItsWait_doesNotCountAsWaiting(ThreadKind kind) throws Exception {
        try (var executor = pool(kind, 2)) {
            Rounds.run(3000, round -> {
                var over = new Event();
                var inner = new AtomicReference<Future<Integer>>();
                var outer = executor.submit(() -> {
                    while (inner.get() == null) {
                        Thread.yield();
                    }
                    return Futures.asCompleted(List.of(inner.get())).stream().findFirst();
                });
                var busy = executor.submit(() -> over.await());
                inner.set(executor.submit(() -> 1)); // queued, as both workers are busy
                var workers = executor.pool().workers.all();
                var seen = false;
                try {
                    var waiting = awaitParked(workers);
                    waiting.thread().interrupt();
                    while (!outer.done()) {
                        seen |= waiting.isParked();
                    }
                } finally {
                    over.set();
                }
                busy.result();
                inner.get().result();
                assertThat(outer.exception()).isInstanceOf(WaitInterruptedException.class);
                assertThat(seen).isFalse();
            });
        }
    }

    @Test
    void taskThatWaitsForItself_reportsADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(3)) {
            var itself = new Future<Future<Integer>>();
            var task = executor.submit(() -> itself.result().result());
            itself.setResult(task);
            assertThatThrownBy(task::result)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("deadlock: the task waits for itself: ");
        }
    }

    @Test
    void tasksThatWaitForEachOther_reportADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(2)) {
            var second = new Future<Future<Integer>>();
            var a = executor.submit(() -> second.result().result());
            var b = executor.submit(() -> a.result());
            second.setResult(b);
            assertThat(a.exception()).isInstanceOf(IllegalStateException.class);
            assertThat(b.exception()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void waitForQueuedTasks_oneWorkerFree_getTheirResults() throws Exception {
        try (var executor = new ThreadPoolExecutor(4)) {
            var futures = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 3; i++) {
                futures.add(executor.submit(() -> executor.submit(() -> 7).result()));
            }
            for (var future : futures) {
                assertThat(future.result()).isEqualTo(7);
            }
        }
    }

    @Test
    void waitForQueuedTask_otherWorkerWaitsForAnEvent_isNotADeadlock() throws Exception {
        try (var executor = new ThreadPoolExecutor(2)) {
            var go = new Event();
            var holding = executor.submit(() -> go.await());
            var inner = new AtomicReference<Future<Integer>>();
            var outer = executor.submit(() -> {
                inner.set(executor.submit(() -> 7));
                return inner.get().result();
            });
            Await.until(
                    "the task waits",
                    () -> inner.get() != null
                            && executor.threads().stream()
                                    .anyMatch(thread -> Await.isWaiting(thread.toJavaThread(), inner.get())));
            go.set();
            assertThat(outer.result()).isEqualTo(7);
            assertThat(holding.result()).isTrue();
        }
    }

    @Test
    @RaceHunt
    void waitForQueuedTask_racingACancelOfTheOtherWait_isNotADeadlock() throws Exception {
        Rounds.run(1_000, round -> {
            try (var executor = new ThreadPoolExecutor(2)) {
                var first = new AtomicReference<Future<Integer>>();
                var waiting = executor.submit(() -> {
                    first.set(executor.submit(() -> 1));
                    return first.get().result();
                });
                var second = executor.submit(() -> {
                    while (first.get() == null) {
                        Thread.onSpinWait();
                    }
                    waiting.cancel(true); // so that its worker becomes free
                    return first.get().result();
                });
                assertThat(second.result()).isEqualTo(1);
            }
        });
    }

    @Test
    void deadlockMessage_isBuiltWithoutThePoolsMutex() throws Exception {
        var executor = new ThreadPoolExecutor(1); // not a resource: close() would block if the test failed
        var outer = executor.submit(new Callable<Integer>() {
            @Override
            public Integer call() throws Exception {
                return executor.submit(() -> 7).result();
            }

            @Override
            public String toString() {
                return "one of " + executor.threads().size();
            }
        });
        assertThat(outer.exception(5)).hasMessageContaining(" of one of 1 waits for ");
        executor.close();
    }
}
