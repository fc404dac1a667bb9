package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.insight.Deadlock.Certainty;
import io.github.threading4j.insight.Deadlock.Kind;
import java.util.ArrayList;
import java.util.List;

/** The deadlocks over locks that must be found. */
class DeadlockCatalogueTest {
    private static void assertIs(Deadlock deadlock, Kind kind, Certainty certainty, String... names) {
        assertThat(deadlock.kind()).isEqualTo(kind);
        assertThat(deadlock.certainty()).isEqualTo(certainty);
        assertThat(deadlock.waiters()).extracting(Waiter::name).containsExactlyInAnyOrder(names);
    }

    private static void assertNone() {
        assertThat(Insight.findDeadlocks()).isEmpty();
    }

    @EachKinds
    void locks_acquiredInOppositeOrderByWith_areADeadlock(Kinds kinds) {
        var a = new Lock("A");
        var b = new Lock("B");
        try (var scene = new Scene(kinds, 2)) {
            scene.start(
                    "left",
                    () -> a.with(() -> {
                        scene.meet();
                        b.acquireInterruptibly();
                    }));
            scene.start(
                    "right",
                    () -> b.with(() -> {
                        scene.meet();
                        a.acquireInterruptibly();
                    }));
            assertIs(scene.deadlock(), Kind.CYCLE, Certainty.UNLESS_RELEASED, "left", "right");
        }
        assertNone();
    }

    @EachKinds
    void locks_acquiredInOppositeOrderByAcquire_areADeadlock(Kinds kinds) {
        var a = new Lock("A");
        var b = new Lock("B");
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> acquireBoth(scene, a, b));
            scene.start("right", () -> acquireBoth(scene, b, a));
            assertIs(scene.deadlock(), Kind.CYCLE, Certainty.UNLESS_RELEASED, "left", "right");
        }
    }

    private static void acquireBoth(Scene scene, Lock first, Lock second) throws InterruptedException {
        first.acquire();
        scene.meet();
        second.acquireInterruptibly();
    }

    private static void acquireBoth(Scene scene, RLock first, RLock second) throws InterruptedException {
        try (var hold = first.hold()) {
            scene.meet();
            second.acquireInterruptibly();
            second.release();
        }
    }

    @EachKinds
    void rlocks_acquiredInOppositeOrder_areADeadlockThatShowsTheLocksHeld(Kinds kinds) {
        var a = new RLock("A");
        var b = new RLock("B");
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> acquireBoth(scene, a, b));
            scene.start("right", () -> acquireBoth(scene, b, a));
            var deadlock = scene.deadlock();
            assertIs(deadlock, Kind.CYCLE, Certainty.ONLY_THEY, "left", "right");
            var left = deadlock.waiters().stream()
                    .filter(waiter -> waiter.name().equals("left"))
                    .findFirst()
                    .orElseThrow();
            assertThat(left.waitsFor()).isEqualTo("to acquire RLock[name=B, owner=right, count=1]");
            assertThat(left.holder()).isSameAs(scene.threads().get(1).toJavaThread());
            assertThat(left.holds()).containsExactly(new Held("RLock[name=A, owner=left, count=1]", null, List.of()));
            assertThat(left.stack()).anyMatch(call -> call.getMethodName().equals("acquireBoth"));
            assertThat(deadlock.toString())
                    .startsWith("Found a deadlock: 2 threads, waiting for each other\n  \"")
                    .contains(", held by \"right\"\n      at ")
                    .contains("\n      holds RLock[name=A, owner=left, count=1]");
        }
    }

    @EachKinds
    void threads_waitForEachOtherInALongRing_areADeadlock(Kinds kinds) {
        for (var size : List.of(3, kinds == Kinds.PLATFORM ? 100 : 1_000)) {
            var locks = new ArrayList<RLock>();
            for (var i = 0; i < size; i++) {
                locks.add(new RLock());
            }
            try (var scene = new Scene(kinds, size)) {
                for (var i = 0; i < size; i++) {
                    var mine = locks.get(i);
                    var next = locks.get((i + 1) % size);
                    scene.start("ring-" + i, () -> acquireBoth(scene, mine, next));
                }
                assertThat(scene.deadlock().kind()).isEqualTo(Kind.CYCLE);
            }
        }
    }

    @EachKinds
    void cycles_twoAtTheSameTime_areTwoDeadlocks(Kinds kinds) {
        try (var scene = new Scene(kinds, 4)) {
            for (var cycle : List.of("first", "second")) {
                var a = new RLock();
                var b = new RLock();
                scene.start(cycle + "-left", () -> acquireBoth(scene, a, b));
                scene.start(cycle + "-right", () -> acquireBoth(scene, b, a));
            }
            assertThat(scene.deadlocks(2, 0))
                    .extracting(deadlock -> deadlock.waiters().size())
                    .containsExactly(2, 2);
        }
    }

    @EachKinds
    void threadsBehindACycle_areCountedAndSomeAreNamed(Kinds kinds) {
        var a = new RLock();
        var b = new RLock();
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> acquireBoth(scene, a, b));
            scene.start("right", () -> acquireBoth(scene, b, a));
            scene.deadlock();
            var last = scene.threads().get(0);
            for (var i = 0; i < 100; i++) {
                var before = last;
                last = scene.start("tail-" + i, before::join);
            }
            var deadlock = scene.deadlocks(1, 100).get(0);
            assertIs(deadlock, Kind.CYCLE, Certainty.ONLY_THEY, "left", "right");
            assertThat(deadlock.behindSome()).hasSize(20);
            assertThat(deadlock.toString()).contains("\n  100 more threads wait behind them: \"tail-");
        }
    }
}
