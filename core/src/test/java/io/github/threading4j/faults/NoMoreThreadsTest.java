package io.github.threading4j.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.threading4j.Event;
import io.github.threading4j.RepeatingTimer;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.Timer;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.KeepAlive;
import io.github.threading4j.lowlevel.LowLevelThreading;
import io.github.threading4j.pool.AsyncOptions;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.ChildJvm;
import io.github.threading4j.testing.Needs;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Operations that need a new thread fail if the system cannot create one: they throw a clear exception, leave no
 * partial state, and succeed once threads are available again. The tests simulate the shortage by requesting stacks
 * that are larger than the address space.
 */
class NoMoreThreadsTest {
    private static final long TOO_LARGE = 1L << 50;

    private static void withoutThreads(ThrowingCallable body) throws Throwable {
        Threading.stackSize(TOO_LARGE);
        try {
            body.call();
        } finally {
            Threading.stackSize(0);
        }
    }

    @Test
    void submit_firstWorkerCannotBeStarted_isRejectedAndWorksLater() throws Throwable {
        var ran = new AtomicInteger();
        try (var executor = new ThreadPoolExecutor(2)) {
            withoutThreads(() -> {
                assertThatThrownBy(() -> executor.submit(ran::incrementAndGet))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessageStartingWith("can't start a thread for name=ThreadPoolExecutor-")
                        .hasMessageEndingWith(", workers=0/2, unfinished=1")
                        .hasRootCauseInstanceOf(OutOfMemoryError.class);
                assertThatThrownBy(() -> executor.map(n -> ran.incrementAndGet(), List.of(1, 2)))
                        .isInstanceOf(RejectedExecutionException.class);
            });
            assertThat(executor.threads()).isEmpty();
            assertThat(executor.submit(ran::incrementAndGet).result()).isEqualTo(1);
        }
        assertThat(ran).hasValue(1);
        Await.until("the keep-alive thread has ended", () -> !KeepAlive.JVM.isRunning());
    }

    @Test
    void executor_shutDownAfterAFailedStart_isGarbageCollected() throws Throwable {
        var gone = new WeakReference<>(usedAndShutDown());
        Await.collected("the executor", () -> gone.get() == null);
    }

    private static ThreadPoolExecutor usedAndShutDown() throws Throwable {
        var executors = new ArrayList<ThreadPoolExecutor>();
        try (var executor = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> assertThat(executors).hasSize(1)) // makes the pool refer to its executor
                .build()) {
            executors.add(executor);
            withoutThreads(() ->
                    assertThatThrownBy(() -> executor.submit(() -> 1)).isInstanceOf(RejectedExecutionException.class));
            assertThat(executor.submit(() -> 1).result()).isOne();
            return executor;
        }
    }

    @Test
    void submit_anotherWorkerCannotBeStarted_queuesTheTask() throws Throwable {
        var go = new Event();
        try (var executor = new ThreadPoolExecutor(2)) {
            var running = new Event();
            executor.submit(() -> {
                running.set();
                go.await();
            });
            running.await();
            var waiting = new ArrayList<Future<Integer>>();
            try (var log = CapturedLog.of(ThreadPoolExecutor.class)
                    .alsoDoing(event -> executor.threads().size())) {
                withoutThreads(() -> waiting.add(executor.submit(() -> 7)));
                assertThat(log.messages(Level.WARN))
                        .singleElement()
                        .asString()
                        .startsWith("can't start another thread for ");
            }
            assertThat(executor.threads()).hasSize(1);
            assertThat(waiting.get(0).done()).isFalse();
            go.set();
            assertThat(waiting.get(0).result()).isEqualTo(7);
        }
    }

    /** A service whose futures do not support callbacks, and whose tasks run only when the test runs them. */
    private static final class PatientService extends AbstractExecutorService {
        final List<Runnable> tasks = new ArrayList<>();
        private boolean runsAtOnce;

        @Override
        public void execute(Runnable task) {
            if (runsAtOnce) {
                task.run();
            } else {
                tasks.add(task);
            }
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return true;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    @Test
    void serviceSubmit_pollerCannotBeStarted_cancelsTheTask() throws Throwable {
        var service = new PatientService();
        try (var executor = Executor.over(service)) {
            SerializableCallable<Integer> task = () -> 7;
            withoutThreads(() -> assertThatThrownBy(() -> executor.submit(task))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageStartingWith("can't start a thread that waits for the task, so the task was cancelled: ")
                    .hasRootCauseInstanceOf(OutOfMemoryError.class));
            assertThat(((FutureTask<?>) service.tasks.get(0)).isCancelled()).isTrue();
            var later = executor.submit(task);
            service.tasks.get(1).run();
            assertThat(later.result()).isEqualTo(7);
        }
    }

    @Test
    void serviceSubmit_taskAlreadyDone_startsNoPoller() throws Throwable {
        var service = new PatientService();
        service.runsAtOnce = true;
        try (var executor = Executor.over(service)) {
            SerializableCallable<Integer> task = () -> 7;
            withoutThreads(() -> assertThat(executor.submit(task).resultNow()).isEqualTo(7));
        }
    }

    @Test
    void newThreadPool_workersCannotBeStarted_throwsAndLeavesNoThread() throws Throwable {
        withoutThreads(() -> assertThatThrownBy(() -> new ThreadPool(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("can't start new thread: "));
        assertThat(Threading.enumerate()).noneMatch(thread -> thread.getName().startsWith("ThreadPool"));
    }

    @Test
    void applyAsync_callbackThreadCannotBeStarted_throwsAndWorksLater() throws Throwable {
        var ran = new AtomicInteger();
        try (var pool = new ThreadPool(1)) {
            withoutThreads(() -> assertThatThrownBy(() -> pool.applyAsync(
                            ran::incrementAndGet, AsyncOptions.defaults().callback(value -> {})))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("can't start new thread: "));
            var called = new Semaphore(0);
            assertThat(pool.applyAsync(
                                    ran::incrementAndGet,
                                    AsyncOptions.defaults().callback(value -> called.release()))
                            .get())
                    .isEqualTo(1);
            called.acquire();
            pool.noMoreTasks();
            pool.join();
        }
        assertThat(ran).hasValue(1);
    }

    @Test
    void timer_threadCannotBeStarted_canBeStartedLater() throws Throwable {
        var timers = new ArrayList<Timer>();
        var called = new Semaphore(0);
        withoutThreads(() -> {
            timers.add(new Timer(0, called::release));
            assertThatThrownBy(timers.get(0)::start).hasMessageStartingWith("can't start new thread: ");
            try (var repeating = RepeatingTimer.fixedDelay(1, called::release)) {
                assertThatThrownBy(repeating::start).hasMessageStartingWith("can't start new thread: ");
            } // close() does not block
        });
        assertThat(timers.get(0).isAlive()).isFalse();
        assertThat(called.getValue()).isZero();
    }

    @Test
    void startNewThread_threadCannotBeStarted_throws() throws Throwable {
        var ran = new AtomicInteger();
        withoutThreads(() -> assertThatThrownBy(() -> LowLevelThreading.startNewThread(ran::incrementAndGet))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("can't start new thread: LowLevel-"));
        assertThat(ran).hasValue(0);
    }

    @Test
    @Tag(Needs.LINUX)
    void keepAliveAndWatchdog_cannotBeStarted_throwAndStartLater() {
        var result = ChildJvm.of(CrowdedPrograms.class)
                .after("ulimit -v 16000000")
                .flags("-Xmx64m", "-Xss1g", "-XX:CompressedClassSpaceSize=32m", "-XX:ReservedCodeCacheSize=32m")
                .run();
        var lines = result.lines().stream()
                .filter(line -> !line.startsWith("[") && !line.contains(" WARN ")) // warnings of the JVM start with [
                .toList();
        var expected = new ArrayList<>(List.of(
                "before: 1",
                "submit: RejectedExecutionException can't start a thread for name=ThreadPoolExecutor-0, "
                        + "workers=1/1, unfinished=0 OutOfMemoryError",
                "watchdog: IllegalStateException can't start new thread OutOfMemoryError"));
        if (JavaThreads.supportsVirtual()) {
            expected.add("virtual thread: IllegalStateException can't start new thread OutOfMemoryError");
            expected.add("listed: false");
        }
        expected.add("after: 3");
        assertThat(lines).as(result.toString()).isEqualTo(expected);
        assertThat(result.exitCode()).isZero();
    }
}
