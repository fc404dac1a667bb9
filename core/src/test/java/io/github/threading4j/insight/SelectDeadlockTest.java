package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.insight.Deadlock.Certainty;
import io.github.threading4j.insight.Deadlock.Kind;
import io.github.threading4j.select.Select;
import io.github.threading4j.testing.Await;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A select can be part of a deadlock if each of its cases can be ended only by the other threads of the deadlock. */
class SelectDeadlockTest {
    private final RLock a = new RLock("A");
    private final RLock b = new RLock("B");

    private static Select<Integer> select(List<RLock> locks) {
        var select = new Select<Integer>();
        locks.forEach(lock -> select.on(lock, hold -> 1));
        return select;
    }

    @EachKinds
    void await_everyLockIsHeldByAThreadThatWaitsForTheSelect_isADeadlock(Kinds kinds) {
        try (var scene = new Scene(kinds, 3)) {
            var selecting = new AtomicReference<NamedThread>();
            for (var lock : List.of(a, b)) {
                scene.start(
                        lock == a ? "a" : "b",
                        () -> lock.with(() -> {
                            scene.meet();
                            Await.until("the thread is known", () -> selecting.get() != null);
                            selecting.get().join();
                        }));
            }
            selecting.set(scene.start("select", () -> {
                scene.meet();
                select(List.of(a, b)).await();
            }));
            var deadlock = scene.deadlock();
            assertThat(deadlock.kind()).isEqualTo(Kind.CYCLE);
            assertThat(deadlock.certainty()).isEqualTo(Certainty.ONLY_THEY);
            assertThat(deadlock.toString())
                    .contains("waits for the first of Select[to acquire RLock[name=A, owner=a, count=1], to acquire"
                            + " RLock[name=B, owner=b, count=1]]");
        }
    }

    /** No thread writes, but a select does not overtake the writer that is first in the queue. */
    @EachKinds
    void await_toReadBehindAWriterThatWaitsForAReader_isADeadlock(Kinds kinds) {
        var lock = new ReadWriteLock("config");
        var writing = new AtomicReference<NamedThread>();
        try (var scene = new Scene(kinds, 2)) {
            scene.start(
                    "reader",
                    () -> lock.read().with(() -> {
                        scene.meet();
                        a.acquireInterruptibly();
                    }));
            scene.start(
                    "select",
                    () -> a.with(() -> {
                        scene.meet();
                        Await.until("the writer is queued", () -> isQueued(writing.get(), lock));
                        new Select<Integer>().on(lock.read(), hold -> 1).await();
                    }));
            writing.set(scene.start("writer", () -> {
                Await.until("there is a reader", lock.read()::locked);
                lock.write().acquireInterruptibly();
            }));
            var deadlock = scene.deadlock();
            assertThat(deadlock.kind()).isEqualTo(Kind.CYCLE);
            assertThat(deadlock.certainty()).isEqualTo(Certainty.ONLY_THEY);
            assertThat(deadlock.waiters())
                    .extracting(Waiter::name)
                    .containsExactlyInAnyOrder("reader", "select", "writer");
        }
    }

    private static boolean isQueued(@Nullable NamedThread thread, ReadWriteLock lock) {
        return thread != null && Await.isWaiting(thread.toJavaThread(), lock);
    }

    @EachKinds
    void await_oneCaseCanBeEndedByAnyThread_isNoDeadlock(Kinds kinds) {
        var stop = new Event("stop");
        try (var scene = new Scene(kinds, 2)) {
            var selecting = new AtomicReference<NamedThread>();
            var joining = scene.start(
                    "joining",
                    () -> a.with(() -> {
                        scene.meet();
                        Await.until("the thread is known", () -> selecting.get() != null);
                        selecting.get().join();
                    }));
            var select = select(List.of(a)).on(stop, () -> 2);
            selecting.set(scene.start("select", () -> {
                scene.meet();
                select.await();
            }));
            Await.waiting(selecting.get(), select);
            Await.parked(joining.toJavaThread());
            assertThat(Insight.findDeadlocks()).isEmpty();
            stop.set();
        }
    }

    @EachKinds
    void await_withATimeout_isNoDeadlock(Kinds kinds) {
        try (var scene = new Scene(kinds, 2)) {
            var selecting = new AtomicReference<NamedThread>();
            scene.start(
                    "joining",
                    () -> a.with(() -> {
                        scene.meet();
                        Await.until("the thread is known", () -> selecting.get() != null);
                        selecting.get().join();
                    }));
            var select = select(List.of(a));
            selecting.set(scene.start("select", () -> {
                scene.meet();
                select.await(3_600, () -> 2);
            }));
            Await.waiting(selecting.get(), select);
            assertThat(Insight.findDeadlocks()).isEmpty();
        }
    }
}
