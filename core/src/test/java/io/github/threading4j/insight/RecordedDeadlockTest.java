package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.insight.Deadlock.Certainty;
import io.github.threading4j.insight.Deadlock.Kind;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deadlocks that are found only if the holders are recorded, and what the findings then contain. */
class RecordedDeadlockTest {
    private Recording recording;

    @BeforeEach
    void record() {
        recording = Insight.record(RecordOptions.defaults());
    }

    @AfterEach
    void stop() {
        recording.close();
    }

    private static void assertIsCycle(Deadlock deadlock, String... names) {
        assertThat(deadlock.kind()).isEqualTo(Kind.CYCLE);
        assertThat(deadlock.certainty()).isEqualTo(Certainty.UNLESS_RELEASED);
        assertThat(deadlock.waiters()).extracting(Waiter::name).containsExactlyInAnyOrder(names);
    }

    private static void takeBoth(Scene scene, Acquirable first, Acquirable second) throws InterruptedException {
        first.acquire();
        scene.meet();
        second.acquire();
    }

    @EachKinds
    void semaphores_acquiredInOppositeOrder_areADeadlock(Kinds kinds) {
        var a = new Semaphore(1, "A");
        var b = new BoundedSemaphore(1, "B");
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> takeBoth(scene, a, b));
            scene.start("right", () -> takeBoth(scene, b, a));
            var deadlock = scene.deadlock();
            assertIsCycle(deadlock, "left", "right");
            assertThat(deadlock.toString().lines()) // either thread may come first
                    .contains(
                            "      holds Semaphore[name=A, value=0]", "      holds BoundedSemaphore[name=B, value=0/1]")
                    .anyMatch(line ->
                            line.endsWith("waits to acquire BoundedSemaphore[name=B, value=0/1], held by \"right\""));
        }
    }

    @EachKinds
    void semaphoreWithTwoPermits_heldByThreadsOfACycle_isADeadlock(Kinds kinds) {
        var permits = new Semaphore(2);
        var lock = new RLock();
        try (var scene = new Scene(kinds, 3)) {
            for (var name : List.of("first", "second")) {
                scene.start(name, () -> {
                    permits.acquire();
                    scene.meet();
                    lock.acquireInterruptibly();
                });
            }
            scene.start("third", () -> takeBoth(scene, lock, permits));
            assertIsCycle(scene.deadlock(), "first", "second", "third");
        }
    }

    /** The semaphore counts the free places of a buffer: a consumer that holds none of them will release one. */
    @EachKinds
    void semaphore_awaitedByThreadsThatHoldItsPermits_isNoDeadlock(Kinds kinds) {
        var free = new Semaphore(2);
        try (var scene = new Scene(kinds, 2)) {
            scene.start("producer-0", () -> takeBoth(scene, free, free));
            scene.start("producer-1", () -> takeBoth(scene, free, free));
            awaitWaiting(scene);
            assertThat(Insight.findDeadlocks()).isEmpty();
        }
    }

    @Test
    void semaphore_afterARejectedRelease_isStillExamined() {
        var a = new BoundedSemaphore(1);
        var b = new BoundedSemaphore(1);
        assertThatThrownBy(a::release).isInstanceOf(IllegalArgumentException.class);
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start("left", () -> takeBoth(scene, a, b));
            scene.start("right", () -> takeBoth(scene, b, a));
            assertIsCycle(scene.deadlock(), "left", "right");
        }
    }

    @Test
    void waiter_holdsSeveralPermits_listsEach() {
        var a = new Semaphore(2);
        var b = new Semaphore(1);
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start("left", () -> {
                a.acquire();
                takeBoth(scene, a, b);
            });
            scene.start("right", () -> takeBoth(scene, b, a));
            assertThat(scene.deadlock().waiters())
                    .extracting(waiter -> waiter.holds().size())
                    .containsExactlyInAnyOrder(2, 1);
        }
    }

    @EachKinds
    void lockAndSemaphore_acquiredInOppositeOrder_areADeadlock(Kinds kinds) {
        var lock = new RLock();
        var permit = Semaphore.fair(1);
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> takeBoth(scene, lock, permit));
            scene.start("right", () -> {
                permit.acquire();
                scene.meet();
                lock.acquireInterruptibly();
            });
            assertIsCycle(scene.deadlock(), "left", "right");
        }
    }

    @EachKinds
    void semaphores_oneHolderCanStillRelease_areNoDeadlock(Kinds kinds) {
        var a = new Semaphore(2);
        var b = new Semaphore(1);
        try (var scene = new Scene(kinds, 2)) {
            a.acquire(false); // held by the test, which is not waiting
            scene.start("left", () -> takeBoth(scene, a, b));
            scene.start("right", () -> takeBoth(scene, b, a));
            awaitWaiting(scene);
            assertThat(Insight.findDeadlocks()).isEmpty();
            a.release();
            scene.threads().get(1).join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Two threads acquire both in opposite order, which is no deadlock that a search reports. */
    private static void assertNotExamined(Acquirable a, Acquirable b) {
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start("left", () -> takeBoth(scene, a, b));
            scene.start("right", () -> takeBoth(scene, b, a));
            awaitWaiting(scene);
            assertThat(Insight.findDeadlocks()).isEmpty();
        }
    }

    private static void awaitWaiting(Scene scene) {
        scene.threads().forEach(thread -> Await.parked(thread.toJavaThread()));
    }

    @Test
    void semaphore_onceReleasedByAThreadThatHasNotAcquiredIt_isNoLongerExamined() throws Exception {
        var a = new Semaphore(1);
        var b = new Semaphore(1);
        NamedThread.builder().start(a::acquire).join();
        NamedThread.builder().start(a::release).join();
        assertNotExamined(a, b);
    }

    @Test
    void semaphore_aThreadHasEndedWithAPermit_isNotExamined() throws Exception {
        var a = new Semaphore(2);
        var b = new Semaphore(1);
        NamedThread.builder().start(a::acquire).join(); // any thread may still release this permit
        assertNotExamined(a, b);
    }

    @Test
    void lock_onceReleasedByAThreadThatHasNotAcquiredIt_isNoLongerExamined() throws Exception {
        var a = new Lock();
        var b = new Lock();
        NamedThread.builder().start(a::acquire).join();
        NamedThread.builder().start(a::release).join();
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start("left", () -> takeBoth(scene, a, b::acquireInterruptibly));
            scene.start("right", () -> takeBoth(scene, b, a::acquireInterruptibly));
            awaitWaiting(scene);
            assertThat(Insight.findDeadlocks()).isEmpty();
        }
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    private static void takeBoth(Scene scene, Lock first, Wait second) throws InterruptedException {
        first.acquire();
        scene.meet();
        second.run();
    }

    @Test
    void semaphore_createdWithoutARecording_isNotExamined() {
        recording.close();
        var a = new Semaphore(1);
        var b = new Semaphore(1);
        assertNotExamined(a, b);
    }

    @EachKinds
    void waiter_listsAllLocksOfTheThreadWithTheTimeAndTheCall(Kinds kinds) {
        try (var sites = Insight.record(RecordOptions.defaults().sites(1));
                var scene = new Scene(kinds, 2)) {
            var a = new RLock("A");
            var b = new RLock("B");
            var other = new Lock("other");
            scene.start("left", () -> {
                other.acquire();
                takeAll(scene, a, b);
            });
            scene.start("right", () -> takeAll(scene, b, a));
            var left = scene.deadlock().waiters().stream()
                    .filter(waiter -> waiter.name().equals("left"))
                    .findFirst()
                    .orElseThrow();
            assertThat(left.holds())
                    .extracting(Held::what)
                    .containsExactly("Lock[name=other, owner=left]", "RLock[name=A, owner=left, count=2]");
            var held = left.holds().get(1);
            assertThat(held.heldFor()).isPositive();
            assertThat(held.acquiredAt()).anyMatch(call -> call.getMethodName().equals("takeAll"));
        }
    }

    private static void takeAll(Scene scene, RLock first, RLock second) throws InterruptedException {
        first.acquire();
        first.acquire();
        scene.meet();
        second.acquireInterruptibly();
    }

    @Test
    void waiter_afterAWaitForACondition_stillHoldsItsLocks() throws Exception {
        var lock = new RLock("A");
        var other = new CompletableFuture<NamedThread>();
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            var condition = new Condition(lock);
            scene.start("left", () -> {
                condition.acquire();
                var signalled = condition.await(0.001);
                assertThat(signalled).isFalse();
                scene.meet();
                other.join().join();
            });
            other.complete(scene.start("right", () -> {
                scene.meet();
                lock.acquireInterruptibly();
            }));
            assertThat(scene.deadlock().waiters())
                    .filteredOn(waiter -> waiter.name().equals("left"))
                    .singleElement()
                    .satisfies(left -> assertThat(left.holds())
                            .containsExactly(new Held("RLock[name=A, owner=left, count=1]", null, List.of())));
        }
    }
}
