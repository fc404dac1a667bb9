package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.insight.Deadlock.Certainty;
import io.github.threading4j.insight.Deadlock.Kind;
import io.github.threading4j.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The deadlocks over readers-writer locks that must be found. */
class ReadWriteDeadlockCatalogueTest {
    private static void assertIs(Deadlock deadlock, Kind kind, String... names) {
        assertThat(deadlock.kind()).isEqualTo(kind);
        assertThat(deadlock.certainty()).isEqualTo(Certainty.ONLY_THEY);
        assertThat(deadlock.waiters()).extracting(Waiter::name).containsExactlyInAnyOrder(names);
    }

    private static Waiter waiter(Deadlock deadlock, String name) {
        return deadlock.waiters().stream()
                .filter(waiter -> waiter.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void readThenAcquire(Scene scene, ReadWriteLock lock, RLock other) throws InterruptedException {
        try (var hold = lock.read().hold()) {
            scene.meet();
            other.acquireInterruptibly();
        }
    }

    private static void acquireThenWrite(Scene scene, RLock other, ReadWriteLock lock) throws InterruptedException {
        try (var hold = other.hold()) {
            scene.meet();
            lock.write().acquireInterruptibly();
        }
    }

    /** A reader would become a writer, but another thread writes for it. */
    @EachKinds
    void readThenWrite_throughTwoThreads_isADeadlockThatNamesTheReader(Kinds kinds) {
        var lock = new ReadWriteLock("config");
        var other = new RLock("other");
        try (var scene = new Scene(kinds, 2)) {
            scene.start("reader", () -> readThenAcquire(scene, lock, other));
            scene.start("writer", () -> acquireThenWrite(scene, other, lock));
            var deadlock = scene.deadlock();
            assertIs(deadlock, Kind.CYCLE, "reader", "writer");
            var writer = waiter(deadlock, "writer");
            assertThat(writer.waitsFor()).isEqualTo("to acquire ReadWriteLock[name=config, readers=1]");
            assertThat(writer.holder()).isSameAs(scene.threads().get(0).toJavaThread());
            assertThat(waiter(deadlock, "reader").holds())
                    .containsExactly(new Held("ReadWriteLock[name=config, readers=1]", null, List.of()));
        }
        assertThat(Insight.findDeadlocks()).isEmpty();
    }

    @EachKinds
    void writer_allReadersWaitForIt_isADeadlockThatNamesThemAll(Kinds kinds) throws Exception {
        var lock = new ReadWriteLock("config");
        var other = new RLock("other");
        try (var scene = new Scene(kinds, 3)) {
            scene.start("reader-1", () -> readThenAcquire(scene, lock, other));
            scene.start("reader-2", () -> readThenAcquire(scene, lock, other));
            scene.start("writer", () -> acquireThenWrite(scene, other, lock));
            var deadlock = scene.deadlock();
            assertIs(deadlock, Kind.CYCLE, "reader-1", "reader-2", "writer");
            assertThat(waiter(deadlock, "writer").waitsFor())
                    .contains("ReadWriteLock[name=config, readers=2], held by ", "\"reader-1\"", "\"reader-2\"");
            assertThat(waiter(deadlock, "reader-2").holds()).hasSize(1);
            var dump = new ByteArrayOutputStream();
            FaultHandler.dumpTraceback(new PrintStream(dump, true, StandardCharsets.UTF_8));
            assertThat(dump.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("\"writer\" (")))
                    .anyMatch(
                            line -> line.contains("waits to acquire ReadWriteLock[name=config, readers=2], held by \"")
                                    && line.contains("\"reader-1\"")
                                    && line.contains("\"reader-2\""));
        }
    }

    /** The writer itself is not stuck for lack of a lock of its own: it stands between the two others in the queue. */
    @EachKinds
    void reader_waitsForAReaderBehindAWriter_isADeadlock(Kinds kinds) {
        var lock = new ReadWriteLock("config");
        var written = new CountDownLatch(1);
        try (var scene = new Scene(kinds, 2)) {
            var late = scene.start("late reader", () -> {
                scene.meet();
                written.await();
                lock.read().acquireInterruptibly();
            });
            scene.start(
                    "reader",
                    () -> lock.read().with(() -> {
                        scene.meet();
                        late.join();
                    }));
            var writer = scene.start("writer", () -> {
                Await.until("there is a reader", lock.read()::locked);
                lock.write().acquireInterruptibly();
            });
            Await.waiting(writer, lock);
            written.countDown();
            assertIs(scene.deadlock(), Kind.CYCLE, "reader", "writer", "late reader");
        }
    }

    @EachKinds
    void writer_holdsTheWriteLockOfAnother_isADeadlock(Kinds kinds) {
        var a = new ReadWriteLock("A");
        var b = new ReadWriteLock("B");
        try (var scene = new Scene(kinds, 2)) {
            scene.start(
                    "left",
                    () -> a.write().with(() -> {
                        scene.meet();
                        b.read().acquireInterruptibly();
                    }));
            scene.start(
                    "right",
                    () -> b.write().with(() -> {
                        scene.meet();
                        a.read().acquireInterruptibly();
                    }));
            assertIs(scene.deadlock(), Kind.CYCLE, "left", "right");
        }
    }

    @EachKinds
    void write_readerEndedWithoutReleasing_isADeadlock(Kinds kinds) throws InterruptedException {
        for (var concurrent : List.of(false, true)) {
            var lock = new ReadWriteLock("lost");
            if (concurrent) { // so that the lost reader is not the first one
                lock.read().acquire();
            }
            kinds.builder(0).name("lost").start(lock.read()::acquire).join();
            if (concurrent) {
                lock.read().release();
            }
            try (var scene = new Scene(kinds, 0)) {
                scene.start("waiting", lock.write()::acquireInterruptibly);
                assertIs(scene.deadlock(), Kind.OWNER_ENDED, "waiting");
            }
        }
    }

    @EachKinds
    void await_holderOfTheWriteLockJoinsTheWaiter_isADeadlock(Kinds kinds) {
        for (var signalled : List.of(false, true)) {
            var lock = new ReadWriteLock("config");
            var condition = new Condition(lock.write());
            try (var scene = new Scene(kinds, 0)) {
                var waiting = scene.start("waiting", () -> condition.with(() -> condition.await()));
                Await.waiting(waiting, condition);
                scene.start("joining", () -> {
                    lock.write().acquire();
                    lock.read().acquire();
                    if (signalled) {
                        condition.signal();
                    }
                    lock.write().release(); // reads on, so that the waiter can't get the write lock
                    try (var read = lock.read().hold()) {
                        waiting.join();
                    } finally {
                        lock.read().release();
                    }
                });
                assertIs(scene.deadlock(), Kind.CYCLE, "waiting", "joining");
            }
        }
    }

    @EachKinds
    void readersOfTwoLocks_inOppositeOrder_areNoDeadlock(Kinds kinds) {
        var a = new ReadWriteLock();
        var b = new ReadWriteLock();
        try (var scene = new Scene(kinds, 2)) {
            scene.start(
                    "left",
                    () -> a.read().with(() -> {
                        scene.meet();
                        b.read().with(() -> {});
                    }));
            scene.start(
                    "right",
                    () -> b.read().with(() -> {
                        scene.meet();
                        a.read().with(() -> {});
                    }));
            Await.until("both have ended", () -> scene.threads().stream().noneMatch(each -> each.isAlive()));
        }
    }

    @EachKinds
    void deadlock_endedByAThrowingWatch_letsTheOthersContinue(Kinds kinds) {
        var lock = new ReadWriteLock("config");
        var other = new RLock("other");
        var thrown = new CountDownLatch(1);
        try (var watch = Insight.watch(WatchOptions.defaults().every(0.01).throwing(), finding -> {});
                var scene = new Scene(kinds, 2)) {
            scene.start("reader", () -> endedByException(() -> readThenAcquire(scene, lock, other), thrown));
            scene.start("writer", () -> endedByException(() -> acquireThenWrite(scene, other, lock), thrown));
            Await.until("the deadlock is ended", () -> thrown.getCount() == 0);
        }
    }

    private static void endedByException(NearMisses.Step step, CountDownLatch thrown) throws Exception {
        try {
            step.run();
        } catch (DeadlockException e) {
            thrown.countDown();
        }
    }

    /** The seven deadlocks by which other detectors of deadlocks were compared with this one, in the same order. */
    @Test
    void theSevenDeadlocks_areAllFound() throws Exception {
        try (var recording = Insight.record(RecordOptions.defaults())) {
            for (var kinds : Kinds.available()) {
                var found = 0;
                found += oppositeOrder(kinds); // 1, 2 and 7 differ only in the kinds of the threads
                found += semaphores(kinds); // 3
                found += upgrade(kinds); // 4
                found += joins(kinds); // 5
                found += poolOfOne(); // 6
                assertThat(found).isEqualTo(5);
            }
        }
    }

    private static int oppositeOrder(Kinds kinds) {
        var a = new Lock("A");
        var b = new Lock("B");
        return inOppositeOrder(kinds, a, b);
    }

    private static int semaphores(Kinds kinds) {
        var a = new Semaphore(1, "A");
        var b = new Semaphore(1, "B");
        return inOppositeOrder(kinds, a, b);
    }

    private static int inOppositeOrder(Kinds kinds, Acquirable a, Acquirable b) {
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> acquireBoth(scene, a, b));
            scene.start("right", () -> acquireBoth(scene, b, a));
            return scene.deadlock().waiters().size() / 2;
        }
    }

    private static void acquireBoth(Scene scene, Acquirable first, Acquirable second) throws InterruptedException {
        first.acquire();
        try {
            scene.meet();
            if (second instanceof Lock lock) {
                lock.acquireInterruptibly();
            } else {
                second.acquire();
            }
        } finally {
            first.release();
        }
    }

    private static int upgrade(Kinds kinds) {
        var lock = new ReadWriteLock("config");
        lock.read()
                .with(() -> assertThatThrownBy(lock.write()::acquire).isInstanceOf(IllegalMonitorStateException.class));
        var other = new RLock("other");
        try (var scene = new Scene(kinds, 2)) {
            scene.start("reader", () -> readThenAcquire(scene, lock, other));
            scene.start("writer", () -> acquireThenWrite(scene, other, lock));
            return scene.deadlock().waiters().size() / 2;
        }
    }

    private static int joins(Kinds kinds) {
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> {
                scene.meet();
                scene.threads().get(1).join();
            });
            scene.start("right", () -> {
                scene.meet();
                scene.threads().get(0).join();
            });
            return scene.deadlock().waiters().size() / 2;
        }
    }

    private static int poolOfOne() throws Exception {
        try (var pool = new ThreadPoolExecutor(1)) {
            var outer = pool.submit(() -> pool.submit(() -> 1).result());
            assertThat(outer.exception()).isInstanceOf(DeadlockException.class);
            return 1;
        }
    }
}
