package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.pool.ThreadPool;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** The tasks of pools and executors appear in a flight recording. */
class TaskEventTest {
    private static final String TASK = "threading4j.Task";

    private static ThreadPoolExecutor pool(ThreadKind kind) {
        return ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .threadNamePrefix("pool")
                .virtual(kind == ThreadKind.VIRTUAL)
                .build();
    }

    private static void assertTimes(RecordedEvent task) {
        var queued = task.getDuration("queuedFor");
        var ran = task.getDuration("ranFor");
        assertThat(queued).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(ran).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(task.getDuration().minus(queued).minus(ran).abs()).isLessThan(Duration.ofMillis(5));
    }

    @EachThreadKind
    void task_isQueuedAndRuns_isRecordedByTheWorker(ThreadKind kind) throws Exception {
        var release = new Event();
        try (var events = FlightEvents.of(TASK);
                var pool = pool(kind)) {
            var first = pool.submit(() -> release.await());
            var second = pool.submit(() -> 1);
            release.set();
            second.result();
            first.result();
            assertThat(events.all(TASK)).hasSize(2).allSatisfy(task -> {
                assertThat(task.getString("pool")).isEqualTo("pool");
                assertThat(task.getThread("eventThread").getJavaName()).isEqualTo("pool_0");
                assertTimes(task);
            });
        }
    }

    @EachThreadKind
    void task_fails_isRecordedAndTheExceptionIsUnchanged(ThreadKind kind) {
        try (var events = FlightEvents.of(TASK);
                var pool = pool(kind)) {
            var failure = new IllegalStateException("failed");
            var future = pool.submit(() -> {
                throw failure;
            });
            assertThatThrownBy(future::result).isSameAs(failure);
            assertThat(events.all(TASK)).hasSize(1);
        }
    }

    @Test
    void shortTask_isNotRecordedByDefault() throws Exception {
        try (var events = new FlightEvents();
                var pool = pool(ThreadKind.PLATFORM)) {
            pool.submit(() -> 1).result(); // which starts the worker, and may take long
            var release = new Event();
            pool.submit(() -> release.await(0.02)).result();
            assertThat(events.all(TASK))
                    .anySatisfy(task -> assertThat(task.getDuration("ranFor")).isGreaterThan(Duration.ofMillis(10)));
        }
    }

    @Test
    void executorOverAService_recordsItsTasks() throws Exception {
        var service = Executors.newSingleThreadExecutor();
        try (var events = FlightEvents.of(TASK);
                var executor = Executor.over(service)) {
            executor.submit(() -> 1).result();
            assertThat(events.all(TASK)).hasSize(1);
        } finally {
            service.shutdown();
        }
    }

    /** A task of a {@code ThreadPool} passes its results on before it ends, so the test waits for the worker. */
    @Test
    void threadPool_recordsItsTasks() throws Exception {
        try (var events = FlightEvents.of(TASK);
                var pool = new ThreadPool(1)) {
            assertThat(pool.map(each -> each + 1, List.of(1))).containsExactly(2);
            pool.noMoreTasks();
            pool.join();
            assertThat(events.all(TASK)).singleElement().satisfies(task -> {
                assertThat(task.getString("pool")).startsWith("ThreadPool-");
                assertTimes(task);
            });
        }
    }
}
