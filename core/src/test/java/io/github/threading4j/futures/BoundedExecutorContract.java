package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.testing.Await;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The contract for queued tasks of an executor with a limited number of workers. */
interface BoundedExecutorContract extends ExecutorEndContract {
    @Override
    default boolean hasBound() {
        return true;
    }

    @Test
    default void cancel_queuedTask_preventsItFromRunning() throws Exception {
        try (var executor = executor(1)) {
            var task = new Waiting();
            var ran = new Event();
            executor.submit(task::run);
            task.started.acquire();
            var queued = executor.submit(ran::set);
            assertThat(queued.cancel()).isTrue();
            assertThatThrownBy(queued::result).isInstanceOf(CancellationException.class);
            task.go.set();
            assertThat(executor.submit(() -> 1).result()).isEqualTo(1);
            assertThat(queued.awaitTermination(Await.SECONDS)).isTrue();
            assertThat(ran.isSet()).isFalse();
        }
    }

    @Test
    default void shutdown_cancelFutures_cancelsTasksNotStarted() throws Exception {
        var executor = executor(1);
        var task = new Waiting();
        var running = executor.submit(task::run);
        task.started.acquire();
        var queued = executor.submit(() -> 2);
        executor.shutdown(false, true);
        assertThat(queued.cancelled()).isTrue();
        assertThat(running.done()).isFalse();
        task.go.set();
        executor.shutdown();
        assertThat(running.result()).isTrue();
    }

    @Test
    default void shutdownWithGrace_cancelsQueuedTasksAndAwaitsRunningOnes() throws Exception {
        var executor = executor(1);
        var task = new Waiting();
        var running = executor.submit(task::run);
        task.started.acquire();
        var queued = executor.submit(() -> 1);
        queued.addDoneCallback(cancelled -> task.go.set());
        assertThat(executor.shutdown(Duration.ofSeconds((long) Await.SECONDS))).isEmpty();
        assertThat(queued.cancelled()).isTrue();
        assertThat(running.result()).isTrue();
    }
}
