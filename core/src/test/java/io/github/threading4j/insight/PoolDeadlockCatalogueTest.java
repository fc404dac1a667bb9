package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ReturnWhen;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.futures.WhenFull;
import io.github.threading4j.insight.Deadlock.Certainty;
import io.github.threading4j.insight.Deadlock.Kind;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The deadlocks over tasks and pools that must be found. */
class PoolDeadlockCatalogueTest {
    private final ThreadPoolExecutor pool = pool("pool");
    private final ThreadPoolExecutor other = pool("other");

    private static ThreadPoolExecutor pool(String name) {
        return ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .threadNamePrefix(name)
                .onUnretrieved(args -> {}) // the tasks are interrupted at the end of a test
                .build();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var each : List.of(pool, other)) {
            each.shutdown(false, true);
        }
        Await.until("the workers end", () -> {
            for (var each : List.of(pool, other)) {
                each.threads().forEach(NamedThread::interrupt);
            }
            return Stream.of(pool, other)
                    .flatMap(each -> each.threads().stream())
                    .noneMatch(NamedThread::isAlive);
        });
    }

    private static Deadlock deadlock(int threads) {
        var scene = new Scene(Kinds.PLATFORM, 0);
        Await.until(threads + " threads are deadlocked", () -> {
            var found = Insight.findDeadlocks();
            return found.size() == 1 && found.get(0).waiters().size() == threads;
        });
        return scene.deadlocks(1, 0).get(0);
    }

    private static void assertIs(Deadlock deadlock, Kind kind, String... names) {
        assertThat(deadlock.kind()).isEqualTo(kind);
        assertThat(deadlock.certainty()).isEqualTo(Certainty.ONLY_THEY);
        assertThat(deadlock.waiters()).extracting(Waiter::name).containsExactlyInAnyOrder(names);
    }

    @Test
    void task_waitsForTheNextTaskOfItsPoolOfOne_getsAnExceptionWithTheDeadlock() throws Exception {
        var outer = pool.submit(() -> pool.submit(() -> 1).result());
        var exception = (DeadlockException) outer.exception(Await.SECONDS);
        assertThat(exception).hasMessageStartingWith("deadlock: the task Future[running] of ");
        assertIs(exception.deadlock(), Kind.POOL_EXHAUSTED, "pool_0");
        assertThat(exception.deadlock().waiters().get(0).waitsFor()).isEqualTo("for Future[pending] in pool");
    }

    @Test
    void runningTasksOfTwoPools_waitForEachOther_areADeadlock() {
        var second = new Future<Future<Integer>>();
        var first = pool.submit(() -> second.result().result());
        second.setResult(other.submit(() -> first.result()));
        var deadlock = deadlock(2);
        assertIs(deadlock, Kind.CYCLE, "pool_0", "other_0");
        assertThat(deadlock.waiters())
                .extracting(Waiter::waitsFor)
                .containsExactlyInAnyOrder("for Future[running] in pool", "for Future[running] in other");
    }

    @Test
    void workersOfTwoPools_waitForQueuedTasksOfEachOther_areADeadlock() throws Exception {
        var both = new CountDownLatch(2);
        for (var each : List.of(pool, other)) {
            each.submit(() -> {
                both.countDown();
                both.await();
                return (each == pool ? other : pool).submit(() -> 1).result();
            });
        }
        assertIs(deadlock(2), Kind.POOL_EXHAUSTED, "pool_0", "other_0");
    }

    @Test
    void awaitAll_oneTaskIsStuck_isADeadlock() {
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            var task = new Future<Future<Integer>>();
            var waiting =
                    scene.start("waiting", () -> Futures.await(List.of(new Future<>(), task.result(), new Future<>())));
            task.setResult(pool.submit(() -> joined(waiting)));
            assertIs(deadlock(2), Kind.CYCLE, "waiting", "pool_0");
        }
    }

    private static int joined(NamedThread thread) throws InterruptedException {
        thread.join();
        return 0;
    }

    @Test
    void awaitFirst_isADeadlockOnlyIfNoneOfTheFuturesCanComplete() throws Exception {
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            var tasks = new Future<List<Future<Integer>>>();
            var free = new Future<Integer>();
            var waiting = scene.start("waiting", () -> {
                Futures.await(List.of(tasks.result().get(0), free), ReturnWhen.FIRST_COMPLETED);
                Futures.await(tasks.result(), ReturnWhen.FIRST_COMPLETED);
            });
            tasks.setResult(List.of(pool.submit(() -> joined(waiting)), other.submit(() -> joined(waiting))));
            for (var worker : List.of(pool.threads().get(0), other.threads().get(0))) {
                Await.waiting(worker, waiting);
            }
            Await.parked(waiting.toJavaThread());
            assertThat(Insight.findDeadlocks()).isEmpty();
            free.setResult(1);
            assertIs(deadlock(3), Kind.CYCLE, "waiting", "pool_0", "other_0");
        }
    }

    @Test
    void map_workersWaitForTheThreadThatTakesTheResults_isADeadlock() {
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            var itself = new Future<NamedThread>();
            itself.setResult(scene.start("taking", () -> {
                try (var results = pool.map(i -> joined(itself.result()), List.of(1, 2, 3))) {
                    results.iterator().next();
                }
            }));
            assertIs(deadlock(2), Kind.POOL_EXHAUSTED, "taking", "pool_0");
        }
    }

    @Test
    void submit_waitsForCapacityWhileTheWorkerWaitsForTheSubmittersLock_isADeadlock() throws Exception {
        var lock = new RLock("L");
        try (var full = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .maxQueued(1, WhenFull.await())
                        .threadNamePrefix("full")
                        .onUnretrieved(args -> {})
                        .build();
                var scene = new Scene(Kinds.PLATFORM, 0)) {
            var working = new CountDownLatch(1);
            scene.start(
                    "submitting",
                    () -> lock.with(() -> {
                        full.submit(() -> {
                            working.countDown();
                            lock.acquireInterruptibly();
                            return null;
                        });
                        working.await();
                        full.submit(() -> 1);
                        full.submit(() -> 2);
                    }));
            assertIs(deadlock(2), Kind.POOL_EXHAUSTED, "submitting", "full_0");
        }
    }
}
