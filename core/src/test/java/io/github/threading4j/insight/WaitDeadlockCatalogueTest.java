package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Condition;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Threading;
import io.github.threading4j.Timer;
import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.insight.Deadlock.Certainty;
import io.github.threading4j.insight.Deadlock.Kind;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The deadlocks over conditions, joins, queues and {@code java.util.concurrent} locks that must be found. */
class WaitDeadlockCatalogueTest {
    private static void assertIs(Deadlock deadlock, Kind kind, Certainty certainty, String... names) {
        assertThat(deadlock.kind()).isEqualTo(kind);
        assertThat(deadlock.certainty()).isEqualTo(certainty);
        assertThat(deadlock.waiters()).extracting(Waiter::name).containsExactlyInAnyOrder(names);
    }

    @EachKinds
    void threads_joinEachOther_areADeadlock(Kinds kinds) {
        try (var scene = new Scene(kinds, 2)) {
            var second = new AtomicReference<NamedThread>();
            var first = scene.start("first", () -> {
                scene.meet();
                second.get().join();
            });
            second.set(scene.start("second", () -> {
                while (second.get() == null) {
                    Thread.onSpinWait();
                }
                scene.meet();
                first.join();
            }));
            assertIs(scene.deadlock(), Kind.CYCLE, Certainty.ONLY_THEY, "first", "second");
        }
    }

    @EachKinds
    void join_threadWaitsForALockOfTheJoiningThread_isADeadlock(Kinds kinds) {
        var lock = new RLock();
        try (var scene = new Scene(kinds, 2)) {
            var waiting = scene.start("waiting", () -> {
                scene.meet();
                lock.acquireInterruptibly();
            });
            scene.start(
                    "joining",
                    () -> lock.with(() -> {
                        scene.meet();
                        waiting.join();
                    }));
            assertIs(scene.deadlock(), Kind.CYCLE, Certainty.ONLY_THEY, "waiting", "joining");
        }
    }

    @EachKinds
    void acquire_ownerEndedWithoutReleasing_isADeadlock(Kinds kinds) throws InterruptedException {
        var lock = new RLock("lost");
        kinds.builder(0).name("owner").start(lock::acquire).join();
        try (var scene = new Scene(kinds, 0)) {
            scene.start("waiting", lock::acquireInterruptibly);
            assertIs(scene.deadlock(), Kind.OWNER_ENDED, Certainty.ONLY_THEY, "waiting");
        }
    }

    @EachKinds
    void await_holderOfTheConditionsLockJoinsTheWaiter_isADeadlock(Kinds kinds) {
        for (var signalled : List.of(false, true)) {
            var condition = new Condition();
            var waits = new AtomicReference<NamedThread>();
            try (var scene = new Scene(kinds, 0)) {
                waits.set(scene.start(
                        "waiting",
                        () -> condition.with(() -> {
                            condition.await();
                        })));
                Await.waiting(waits.get(), condition);
                scene.start(
                        "holding",
                        () -> condition.with(() -> {
                            if (signalled) {
                                condition.signal();
                            }
                            waits.get().join();
                        }));
                assertIs(scene.deadlock(), Kind.CYCLE, Certainty.ONLY_THEY, "waiting", "holding");
            }
        }
    }

    @EachKinds
    void comparator_waitsForAThreadThatUsesTheQueue_isADeadlock(Kinds kinds) throws InterruptedException {
        var comparing = new CountDownLatch(1);
        var other = new CompletableFuture<NamedThread>();
        var queue = new PriorityQueue<Integer>(0, (x, y) -> {
            if (Threading.currentThread().getName().equals("comparing")) {
                comparing.countDown();
                joinUnlessInterrupted(other.join());
            }
            return x.compareTo(y);
        });
        queue.put(1);
        try (var scene = new Scene(kinds, 0)) {
            scene.start("comparing", () -> queue.put(2));
            comparing.await();
            other.complete(scene.start("using", () -> queue.put(3)));
            assertIs(scene.deadlock(), Kind.CYCLE, Certainty.ONLY_THEY, "comparing", "using");
        }
    }

    private static void joinUnlessInterrupted(NamedThread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new WaitInterruptedException("interrupted", e);
        }
    }

    @EachKinds
    void timer_functionJoinsTheThreadThatJoinsTheTimer_isADeadlock(Kinds kinds) {
        try (var scene = new Scene(kinds, 0)) {
            scene.start("owner", () -> {
                var owner = Threading.currentThread();
                var timer = new Timer(0, () -> {
                    try {
                        owner.join();
                    } catch (InterruptedException e) {
                        // the end of the scene
                    }
                });
                timer.setName("timer");
                timer.setDaemon(true);
                timer.start();
                scene.threads().add(timer);
                timer.join();
            });
            var deadlock = scene.deadlocks(1, 0).get(0);
            assertIs(deadlock, Kind.CYCLE, Certainty.ONLY_THEY, "owner", "timer");
        }
    }

    @Test
    void javaLock_inACycleWithAnRLock_isADeadlock() {
        var ours = new RLock("ours");
        var theirs = new ReentrantLock();
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start(
                    "left",
                    () -> ours.with(() -> {
                        scene.meet();
                        theirs.lockInterruptibly();
                        theirs.unlock();
                    }));
            scene.start("right", () -> {
                theirs.lock();
                try {
                    scene.meet();
                    ours.acquireInterruptibly();
                } finally {
                    theirs.unlock();
                }
            });
            var deadlock = scene.deadlock();
            assertIs(deadlock, Kind.CYCLE, Certainty.ONLY_THEY, "left", "right");
            assertThat(deadlock.toString()).contains("waits to acquire java.util.concurrent.locks.ReentrantLock");
        }
    }

    @Test
    void monitor_inACycleWithAnRLock_isADeadlock() {
        var ours = new RLock("ours");
        var monitor = new Object();
        try (var scene = new Scene(Kinds.PLATFORM, 2)) {
            scene.start(
                    "left",
                    () -> ours.with(() -> {
                        scene.meet();
                        synchronized (monitor) {
                            assertThat(Thread.holdsLock(monitor)).isTrue();
                        }
                    }));
            scene.start("right", () -> {
                synchronized (monitor) {
                    scene.meet();
                    ours.acquireInterruptibly();
                }
            });
            assertIs(scene.deadlock(), Kind.CYCLE, Certainty.ONLY_THEY, "left", "right");
        }
    }
}
