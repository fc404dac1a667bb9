package io.github.threading4j.futures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.contextvars.Context;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.BrokenMdc;
import io.github.threading4j.testing.Uncaught;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker runs its tasks even if an error occurs between the start of its thread and its first task. */
class PoolWorkerStartTest {
    private static final OutOfMemoryError FAILURE = new OutOfMemoryError("on purpose");

    @AfterEach
    void switchOff() {
        Context.carryMdc(false);
    }

    private static boolean isWorker(Thread thread) {
        return thread.getName().startsWith("ThreadPoolExecutor-");
    }

    private static final List<Supplier<BrokenMdc>> MDCS = List.of(
            () -> BrokenMdc.entering(PoolWorkerStartTest::isWorker, FAILURE),
            () -> BrokenMdc.copying(PoolWorkerStartTest::isWorker, FAILURE));

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void worker_enteringTheContextFails_runsItsTasks(int which, Uncaught uncaught) throws Exception {
        Context.carryMdc(true);
        var executor = new ThreadPoolExecutor(2);
        try (var mdc = MDCS.get(which).get()) {
            var futures = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 10; i++) {
                var number = i;
                futures.add(executor.submit(() -> number));
            }
            for (var i = 0; i < futures.size(); i++) {
                assertThat(futures.get(i).result(Await.SECONDS)).isEqualTo(i);
            }
            executor.close();
        }
        assertThat(executor.threads()).isNotEmpty().noneMatch(NamedThread::isAlive);
        assertThat(executor.pool().nonDaemonTasks.count()).isZero();
        assertThat(uncaught.takeAll()).isNotEmpty().allMatch(args -> args.exception() == FAILURE);
    }

    @Test
    void worker_enteringTheContextFails_runsItsInitializerOnce(Uncaught uncaught) throws Exception {
        Context.carryMdc(true);
        var initialized = new ArrayList<Thread>();
        try (var mdc = MDCS.get(0).get();
                var executor = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .initializer(() -> initialized.add(Thread.currentThread()))
                        .build()) {
            var worker = executor.submit(Thread::currentThread).result(Await.SECONDS);
            assertThat(initialized).containsExactly(worker);
        }
        assertThat(uncaught.takeAll()).isNotEmpty();
    }
}
