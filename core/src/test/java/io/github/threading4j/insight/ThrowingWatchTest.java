package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThrowingWatchTest extends ThrowingWatchScene {
    @EachKinds
    void rlocks_acquiredInOppositeOrder_oneThreadThrowsAndTheOtherContinues(Kinds kinds) {
        for (var round = 0; round < 30; round++) {
            var a = new RLock("A");
            var b = new RLock("B");
            var both = new CountDownLatch(2);
            var finished = new ConcurrentLinkedQueue<Boolean>();
            var threads = List.of(
                    start(kinds, 0, () -> take(a, b, both, finished)),
                    start(kinds, 1, () -> take(b, a, both, finished)));
            join(threads);
            var exception = onlyException();
            assertThat(exception)
                    .hasMessageStartingWith("deadlock: \"thread-")
                    .hasMessageContaining("\nFound a deadlock: 2 threads, waiting for each other\n");
            assertThat(exception.deadlock().waiters()).hasSize(2);
            assertThat(finished).hasSize(1);
            assertThat(a.acquire(false)).isTrue();
            assertThat(b.acquire(false)).isTrue();
            thrown.clear();
        }
        Await.until("each deadlock is reported", () -> findings.size() == 30);
    }

    @EachKinds
    void sameThreads_getIntoTheSameDeadlockAgain_isEndedAgain(Kinds kinds) {
        var a = new RLock("A");
        var b = new RLock("B");
        var both = new CountDownLatch(2);
        var failures = new ConcurrentLinkedQueue<DeadlockException>();
        var first = start(kinds, 0, () -> {
            a.acquire();
            both.countDown();
            both.await();
            acquireAgainAndAgain(b, failures);
            a.release();
        });
        var second = start(kinds, 1, () -> {
            b.acquire();
            both.countDown();
            both.await();
            acquireAgainAndAgain(a, failures);
            b.release();
        });
        join(List.of(first, second));
        assertThat(thrown).isEmpty();
        assertThat(failures).hasSize(5);
    }

    /** Tries again after each deadlock, until there have been five of them. */
    private static void acquireAgainAndAgain(RLock lock, ConcurrentLinkedQueue<DeadlockException> failures) {
        while (failures.size() < 5) {
            try {
                lock.acquire();
                lock.release();
                return;
            } catch (DeadlockException e) {
                failures.add(e);
            }
        }
    }

    @EachKinds
    void joins_ofEachOther_oneThreadThrows(Kinds kinds) {
        var threads = new ArrayList<NamedThread>();
        var both = new CountDownLatch(1);
        threads.add(start(kinds, 0, () -> {
            both.await();
            threads.get(1).join();
        }));
        threads.add(start(kinds, 1, () -> threads.get(0).join()));
        both.countDown();
        join(threads);
        assertThat(onlyException()).hasMessageStartingWith("deadlock: \"thread-");
    }

    @Test
    void tasksOfTwoPools_waitForEachOther_oneTaskFails() {
        try (var first = new ThreadPoolExecutor(1);
                var second = new ThreadPoolExecutor(1)) {
            var both = new CountDownLatch(2);
            var futures = new ArrayList<Future<Integer>>();
            var known = new CountDownLatch(1);
            for (var pool : List.of(first, second)) {
                var other = futures.size() == 0 ? 1 : 0;
                futures.add(pool.submit(() -> {
                    both.countDown();
                    both.await();
                    known.await();
                    return futures.get(other).result() + 1;
                }));
            }
            known.countDown();
            for (var future : futures) { // one fails with the exception, the other because it asked for the result
                assertThatThrownBy(future::result).isInstanceOf(DeadlockException.class);
            }
        }
    }

    @Test
    void locks_acquiredInOppositeOrder_areOnlyReported() {
        var a = new Lock();
        var b = new Lock();
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start("left", () -> takeLocks(scene, a, b));
            scene.start("right", () -> takeLocks(scene, b, a));
            Await.until("the deadlock is reported", () -> !findings.isEmpty());
            assertThat(scene.deadlock().waiters()).hasSize(2);
        }
    }

    private static void takeLocks(Scene scene, Lock first, Lock second) throws InterruptedException {
        first.acquire();
        scene.meet();
        second.acquireInterruptibly();
    }

    @EachKinds
    void acquire_interruptedWhileItWaits_acquiresAndKeepsTheInterrupt(Kinds kinds) {
        var lock = new RLock();
        lock.acquire();
        var kept = new ConcurrentLinkedQueue<Boolean>();
        var waiting = start(kinds, 0, () -> {
            lock.acquire();
            kept.add(Thread.interrupted());
            lock.release();
        });
        Await.waiting(waiting.toJavaThread(), lock);
        waiting.interrupt();
        Await.until("the interrupt was seen", () -> !waiting.toJavaThread().isInterrupted());
        Await.waiting(waiting.toJavaThread(), lock);
        lock.release();
        join(List.of(waiting));
        assertThat(kept).containsExactly(true);
        assertThat(thrown).isEmpty();
        assertThat(findings).isEmpty();
    }

    /** Two threads get into a deadlock; both end. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            var a = new RLock("A");
            var b = new RLock("B");
            var both = new CountDownLatch(2);
            var left = NamedThread.builder().name("left").start(() -> take(a, b, both, new ConcurrentLinkedQueue<>()));
            take(b, a, both, new ConcurrentLinkedQueue<>());
            left.join();
        }
    }

    @Test
    void propertyThrow_endsTheProgram() {
        var result = ChildJvm.of(Program.class)
                .withoutLogProvider()
                .flags("-Dthreading4j.deadlocks=throw")
                .run();
        assertThat(result.err())
                .contains("Found a deadlock: 2 threads, waiting for each other")
                .contains("DeadlockException: deadlock: \"");
    }
}
