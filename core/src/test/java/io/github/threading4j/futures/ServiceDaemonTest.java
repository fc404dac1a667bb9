package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.internal.ThreadingAccess;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

/** The daemon status of a task that a service runs. */
class ServiceDaemonTest {
    /** Checks services with non-daemon threads, daemon threads and {@code NamedThread}s. */
    @Test
    void task_inheritsTheDaemonStatusOfItsSubmitter() throws Exception {
        for (var runner : List.<ThreadFactory>of(
                Thread::new,
                ServiceDaemonTest::daemon,
                run -> NamedThread.builder().daemon(true).unstarted(run::run).toJavaThread())) {
            var service = Executors.newFixedThreadPool(1, runner);
            try (var executor = Executor.over(service)) {
                var own = service.submit(() -> ThreadingAccess.get().isDaemon()).get();
                for (var daemon : new boolean[] {true, false}) {
                    var counted = new CompletableFuture<Boolean>();
                    var submitter = NamedThread.builder()
                            .daemon(daemon)
                            .start(() -> executor.submit(
                                    () -> counted.complete(ThreadingAccess.get().isDaemon())));
                    submitter.join();
                    assertThat(counted.get()).isEqualTo(daemon);
                    assertThat(service.submit(() -> ThreadingAccess.get().isDaemon())
                                    .get())
                            .isEqualTo(own);
                }
            }
        }
    }

    /**
     * The new thread inherits the task's daemon status, as in a pool of this library, although the service's thread is
     * a daemon.
     */
    @Test
    void thread_constructedByATask_inheritsTheTasksDaemonStatus() throws Exception {
        var service = Executors.newFixedThreadPool(1, ServiceDaemonTest::daemon);
        try (var executor = Executor.over(service)) {
            for (var daemon : new boolean[] {true, false}) {
                var counted = new CompletableFuture<Boolean>();
                var submitter = NamedThread.builder()
                        .daemon(daemon)
                        .start(() -> executor.submit(() -> counted.complete(new NamedThread(() -> {}).isDaemon())));
                submitter.join();
                assertThat(counted.get()).isEqualTo(daemon);
            }
        }
    }

    private static Thread daemon(Runnable run) {
        var thread = new Thread(run);
        thread.setDaemon(true);
        return thread;
    }
}
