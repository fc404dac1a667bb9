package io.github.threading4j.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.Local;
import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.BrokenThreadPoolException;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.sched.Scheduler;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import io.github.threading4j.testing.Uncaught;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Callbacks and initializers that throw an {@code Error}. {@code FutureCallbackTest} and {@code
 * ConditionAwaitForContract} test callbacks of futures and predicates.
 */
class CallbackErrorsTest {
    private final Error error = new StackOverflowError("deep");

    private <T> T fail() {
        throw error;
    }

    @EachThreadKind
    void barrierAction_throwsError_breaksTheBarrierAndPropagates(ThreadKind kind) {
        var broken = new AtomicBoolean(true);
        var barrier = new Barrier(2, () -> {
            if (broken.get()) {
                throw error;
            }
        });
        try (var first = Bunch.start(
                kind, index -> assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class))) {
            Await.allWaiting(first, barrier);
            assertThatThrownBy(barrier::await).isSameAs(error);
        }
        broken.set(false);
        barrier.reset();
        Bunch.start(kind, 2, index -> barrier.await()).close();
    }

    @Test
    void executorInitializer_throwsError_breaksTheExecutor(Uncaught uncaught) throws Exception {
        var go = new Event();
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    go.await();
                    throw error;
                })
                .build()) {
            var queued = executor.submit(() -> 1);
            go.set();
            assertThat(queued.exception())
                    .isInstanceOf(BrokenThreadPoolException.class)
                    .hasCause(error);
            assertThat(executor.isBroken()).isTrue();
        }
        assertThat(uncaught.take().exception()).isSameAs(error);
    }

    @Test
    void threadPoolInitializer_throwsError_terminatesThePool(Uncaught uncaught) throws Exception {
        var go = new Event();
        var pool = ThreadPool.builder()
                .processes(1)
                .initializer(() -> {
                    go.await();
                    throw error;
                })
                .build();
        var result = pool.applyAsync(() -> 1);
        go.set();
        assertThatThrownBy(result::get)
                .isInstanceOf(IllegalStateException.class)
                .hasCause(error);
        pool.join();
        assertThat(uncaught.take().exception()).isSameAs(error);
    }

    @Test
    void threadPoolCallback_throwsError_failsOnlyThatResult() throws Exception {
        try (var pool = new ThreadPool(1)) {
            var first = pool.applyAsync(() -> 1, AsyncOptions.defaults().callback(value -> fail()));
            var second = pool.applyAsync(() -> 2, AsyncOptions.defaults().callback(value -> {}));
            assertThatThrownBy(first::get).isSameAs(error);
            assertThat(second.get()).isEqualTo(2);
            pool.noMoreTasks();
            pool.join();
        }
    }

    @Test
    void queueComparator_throwsError_leavesTheQueueUnchanged() throws Exception {
        var fails = new AtomicBoolean();
        var queue = new PriorityQueue<Integer>(0, (left, right) -> fails.get() ? fail() : left.compareTo(right));
        queue.put(2);
        queue.put(1);
        queue.put(3);
        fails.set(true);
        assertThatThrownBy(() -> queue.put(0)).isSameAs(error);
        assertThatThrownBy(queue::get).isSameAs(error);
        fails.set(false);
        assertThat(queue.qsize()).isEqualTo(3);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(3);
        for (int i = 1; i <= 3; i++) {
            assertThat(queue.get()).isEqualTo(i);
        }
    }

    @Test
    void scheduledAction_throwsError_propagatesAndRunCanBeCalledAgain() throws Exception {
        var scheduler = new Scheduler();
        var ran = new AtomicInteger();
        scheduler.enter(0, 1, this::fail);
        scheduler.enter(0, 2, ran::incrementAndGet);
        assertThatThrownBy(scheduler::run).isSameAs(error);
        assertThat(scheduler.getQueue()).hasSize(1);
        scheduler.run();
        assertThat(ran).hasValue(1);
    }

    @Test
    void localInitializer_throwsError_leavesNoValueAndIsCalledAgain() {
        var fails = new AtomicBoolean(true);
        var local = new Local<Integer>(() -> fails.get() ? fail() : 7);
        assertThatThrownBy(local::get).isSameAs(error);
        fails.set(false);
        assertThat(local.get()).isEqualTo(7);
    }

    @Test
    void semaphoreWith_taskThrowsError_releasesThePermit() throws Exception {
        var permits = new Semaphore(1);
        assertThatThrownBy(() -> permits.with(() -> fail())).isSameAs(error);
        assertThat(permits.getValue()).isEqualTo(1);
    }
}
