package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.Threading;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that a service accepts and then drops are cancelled once the service has terminated. */
class ServiceDroppedTest {
    private final Event started = new Event();
    private final Event go = new Event();

    @AfterEach
    void letGo() {
        go.set();
    }

    /** Submits a task that ignores interrupts, and returns once the task is running. */
    private Future<String> occupy(Executor executor) throws InterruptedException {
        var running = executor.submit(() -> {
            started.set();
            while (!go.isSet()) {
                Thread.onSpinWait();
            }
            return "ran";
        });
        started.await();
        return running;
    }

    private static void assertCancelled(Future<?> future) {
        assertThatThrownBy(() -> future.result(Await.SECONDS)).isInstanceOf(CancellationException.class);
    }

    private static long waiters() {
        return Threading.enumerate().stream()
                .filter(thread -> thread.getName().endsWith("_waiter"))
                .count();
    }

    private static java.util.concurrent.ThreadPoolExecutor poolWith(RejectedExecutionHandler rejected) {
        return new java.util.concurrent.ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), rejected);
    }

    @Test
    void serviceShutdownNow_cancelsQueuedTasksAndLetsRunningOnesFinish() throws Exception {
        for (var service : List.of(Executors.newFixedThreadPool(1), new ForkJoinPool(1))) {
            started.clear();
            go.clear();
            var executor = Executor.over(service);
            var running = occupy(executor);
            var queued = executor.submit(() -> 1);
            var sent = executor.submit((SerializableCallable<Integer>) () -> 2);
            var called = Collections.synchronizedList(new ArrayList<Future<?>>());
            queued.addDoneCallback(called::add);
            sent.addDoneCallback(called::add);
            service.shutdownNow();
            if (!(service instanceof ForkJoinPool)) { // a ForkJoinPool cancels its queued tasks immediately
                assertThat(queued.done())
                        .as("not yet done: the service has not terminated")
                        .isFalse();
            }
            go.set();
            assertThat(Futures.await(List.of(queued, sent), Await.SECONDS, ReturnWhen.ALL_COMPLETED)
                            .notDone())
                    .isEmpty();
            assertCancelled(queued);
            assertCancelled(sent);
            Await.until("both callbacks have been called", () -> called.size() == 2);
            assertThat(running.result(Await.SECONDS)).isEqualTo("ran");
            executor.shutdown(false);
            assertThat(executor.awaitTermination(Await.SECONDS)).isTrue();
            executor.close();
            Await.until("the waiter ends", () -> waiters() == 0);
        }
    }

    @Test
    void discardedTasks_areCancelledByClose() throws Exception {
        var discarded = new ArrayList<Future<?>>();
        var executor = Executor.over(poolWith(new java.util.concurrent.ThreadPoolExecutor.DiscardPolicy()));
        var running = occupy(executor);
        for (var task : List.<Callable<Integer>>of(() -> 1, (SerializableCallable<Integer>) () -> 2)) {
            discarded.add(executor.submit(task));
        }
        go.set();
        executor.close();
        assertThat(running.result()).isEqualTo("ran");
        assertThat(discarded).allMatch(Future::cancelled);
    }

    /** If the polling thread cannot be started, {@code awaitTermination} cancels the tasks. */
    @Test
    void discardedTasks_noPollingThread_areCancelledByAwaitTermination() throws Exception {
        var executor = Executor.over(poolWith(new java.util.concurrent.ThreadPoolExecutor.DiscardPolicy()));
        Threading.stackSize(1L << 50);
        occupy(executor);
        var discarded = executor.submit(() -> 1);
        assertThat(waiters()).isZero();
        go.set();
        executor.shutdown(false);
        assertThat(executor.awaitTermination(Await.SECONDS)).isTrue();
        assertThat(discarded.cancelled()).isTrue();
        Threading.stackSize(0);
    }

    /** The rejection handler of a terminated service can still run a task in the submitting thread. */
    @Test
    void taskRunByTheRejectionHandler_isNotCancelled() throws Exception {
        var service = poolWith((task, pool) -> task.run());
        var executor = Executor.over(service);
        service.shutdownNow();
        for (int i = 0; i < 100; i++) {
            assertThat(executor.submit(() -> 1).result(Await.SECONDS)).isEqualTo(1);
        }
        executor.close();
    }

    /** A service that claims to be terminated right after {@code shutdown}, but still runs its tasks. */
    private static final class HastyService extends java.util.concurrent.ThreadPoolExecutor {
        HastyService() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public boolean isTerminated() {
            return isShutdown();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }

    @Test
    void service_claimsToBeTerminatedTooEarly_losesNoTask() throws Exception {
        var executor = Executor.over(new HastyService());
        var running = occupy(executor);
        var queued = executor.submit(() -> 1);
        var sent = executor.submit((SerializableCallable<Integer>) () -> 2);
        executor.shutdown(false);
        assertThat(executor.awaitTermination(Duration.ofMillis(100))).isFalse(); // the poller polls ten times
        go.set();
        executor.close();
        assertThat(running.result()).isEqualTo("ran");
        assertThat(queued.result()).isEqualTo(1);
        assertThat(sent.result(Await.SECONDS)).isEqualTo(2);
    }

    /** A service whose futures support callbacks, and that never completes the futures of dropped tasks. */
    private static final class StageService extends java.util.concurrent.ThreadPoolExecutor {
        StageService() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public <T> CompletableFuture<T> submit(Callable<T> task) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return task.call();
                        } catch (Exception e) {
                            throw new CompletionException(e);
                        }
                    },
                    this);
        }
    }

    @Test
    void droppedTask_futureSupportsCallbacks_isCancelled() throws Exception {
        var service = new StageService();
        var executor = Executor.over(service);
        occupy(executor);
        var sent = executor.submit((SerializableCallable<Integer>) () -> 2);
        service.shutdownNow();
        go.set();
        assertCancelled(sent);
        executor.close();
    }

    /** A service that supports neither {@code isTerminated} nor {@code awaitTermination}. */
    private static final class SilentService extends java.util.concurrent.ThreadPoolExecutor {
        SilentService() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public boolean isTerminated() {
            throw new UnsupportedOperationException("no idea");
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            throw new UnsupportedOperationException("no idea");
        }
    }

    @Test
    void service_terminationUnsupported_runsItsTasks() throws Exception {
        var service = new SilentService();
        var executor = Executor.over(service);
        var running = occupy(executor);
        var sent = executor.submit((SerializableCallable<Integer>) () -> 2);
        go.set();
        assertThat(running.result(Await.SECONDS)).isEqualTo("ran");
        assertThat(sent.result(Await.SECONDS)).isEqualTo(2);
        service.shutdown();
    }

    @Test
    void unreachableExecutor_withDiscardedTasks_leavesNoThread() {
        ExecutorService service = poolWith(new java.util.concurrent.ThreadPoolExecutor.DiscardPolicy());
        service.execute(() -> {
            while (!go.isSet()) {
                Thread.onSpinWait();
            }
        });
        for (int i = 0; i < 3; i++) {
            var unused = Executor.over(service).submit(() -> 1);
        }
        Await.collected("the executors, so that their waiters end", () -> waiters() == 0);
        go.set();
        service.shutdown();
    }
}
