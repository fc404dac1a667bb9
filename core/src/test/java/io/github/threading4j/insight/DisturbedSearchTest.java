package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches for deadlocks while other threads do what might disturb the search. */
class DisturbedSearchTest {
    private static Scene joinCycle() {
        var scene = new Scene(Kinds.PLATFORM, 0);
        var second = new CompletableFuture<NamedThread>();
        var first = scene.start("first", () -> second.join().join());
        second.complete(scene.start("second", first::join));
        return scene;
    }

    @Test
    void otherWaits_endingByTimeouts_doNotHideADeadlock() {
        var over = new AtomicBoolean();
        try (var scene = joinCycle();
                var polling = Bunch.start(ThreadKind.PLATFORM, 2, index -> {
                    while (!over.get()) {
                        assertThat(new Event().await(0.00001)).isFalse();
                    }
                })) {
            scene.deadlock();
            for (var search = 0; search < 100; search++) {
                assertThat(Insight.findDeadlocks()).hasSize(1);
            }
            over.set(true);
        }
    }

    /** A thread of a foreign class, whose methods fail. */
    private static final class Failing extends Thread {
        private final CountDownLatch end;

        Failing(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public void run() {
            try {
                end.await();
            } catch (InterruptedException e) {
                // the end
            }
        }

        @Override
        public State getState() {
            throw new IllegalStateException("getState");
        }

        @Override
        public boolean isInterrupted() {
            throw new IllegalStateException("isInterrupted");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("getStackTrace");
        }
    }

    @Test
    void threadWhoseMethodsFail_doesNotPreventTheSearch() throws InterruptedException {
        var end = new CountDownLatch(1);
        var failing = new Failing(end);
        failing.start();
        try (var scene = joinCycle()) {
            scene.deadlock();
        } finally {
            end.countDown();
            failing.join();
        }
    }

    @Test
    void waitForThousandsOfQueuedTasks_isExaminedQuickly() throws Exception {
        var lock = new RLock();
        try (var pool = ThreadPoolExecutor.builder()
                        .maxWorkers(4)
                        .onUnretrieved(args -> {})
                        .build();
                var scene = new Scene(Kinds.PLATFORM, 0)) {
            scene.start(
                    "waiting",
                    () -> lock.with(() -> {
                        for (var worker = 0; worker < 4; worker++) {
                            pool.submit(() -> {
                                lock.acquireInterruptibly();
                                lock.release();
                                return null;
                            });
                        }
                        var futures = IntStream.range(0, 20_000)
                                .mapToObj(i -> pool.submit(() -> i))
                                .toList();
                        Futures.await(futures);
                    }));
            Await.until("a deadlock is found", () -> !Insight.findDeadlocks().isEmpty());
            var begin = System.nanoTime();
            var deadlock = Insight.findDeadlocks().get(0);
            assertThat((System.nanoTime() - begin) / 1e9).isLessThan(5);
            assertThat(deadlock.kind()).isEqualTo(Deadlock.Kind.POOL_EXHAUSTED);
            assertThat(deadlock.waiters()).hasSize(5);
        }
    }

    @Test
    void waitForSeveralTasks_someAreQueued_hasTheKindOfAPoolDeadlock() {
        var deadlock = new AtomicReference<List<Deadlock>>();
        try (var pool = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .onUnretrieved(args -> {})
                        .build();
                var scene = new Scene(Kinds.PLATFORM, 0)) {
            var itself = new CompletableFuture<NamedThread>();
            itself.complete(scene.start("waiting", () -> {
                pool.submit(() -> {
                    itself.join().join();
                    return null;
                });
                Futures.await(List.of(pool.submit(() -> 1), pool.submit(() -> 2)));
            }));
            Await.until("a deadlock is found", () -> {
                deadlock.set(Insight.findDeadlocks());
                return !deadlock.get().isEmpty();
            });
            assertThat(deadlock.get().get(0).kind()).isEqualTo(Deadlock.Kind.POOL_EXHAUSTED);
        }
    }
}
