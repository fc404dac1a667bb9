package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a snapshot shows of threads and deadlocks. */
class SnapshotTest {
    static ThreadSnapshot find(Snapshot snapshot, String name) {
        return snapshot.threads().stream()
                .filter(thread -> thread.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no thread " + name + " in " + snapshot));
    }

    /** Returns a snapshot in which a thread waits. Before a thread parks for long, it may run again for a moment. */
    static Snapshot waiting(String name) {
        var found = new AtomicReference<Snapshot>();
        Await.until("a snapshot shows that " + name + " waits", () -> {
            var snapshot = Insight.snapshot();
            found.set(snapshot);
            return snapshot.threads().stream().anyMatch(each -> each.name().equals(name) && each.waitsFor() != null);
        });
        return found.get();
    }

    static WaitSnapshot waitOf(Snapshot snapshot, String name) {
        var wait = find(snapshot, name).waitsFor();
        assertThat(wait).as("wait of " + name).isNotNull();
        return wait;
    }

    @EachKinds
    void deadlock_isShownWithItsThreads(Kinds kinds) {
        var a = new RLock("A");
        var b = new RLock("B");
        try (var scene = new Scene(kinds, 2)) {
            scene.start("left", () -> acquireBoth(scene, a, b));
            scene.start("right", () -> acquireBoth(scene, b, a));
            scene.deadlock();
            var snapshot = Insight.snapshot();
            assertThat(snapshot.deadlocks()).hasSize(1);
            var left = find(snapshot, "left");
            var right = find(snapshot, "right");
            assertThat(left.id()).isEqualTo(scene.threads().get(0).getIdent().getAsLong());
            assertThat(left.virtual()).isEqualTo(kinds == Kinds.VIRTUAL);
            assertThat(left.state()).isEqualTo(Thread.State.WAITING);
            assertThat(left.holds()).extracting(Held::what).containsExactly(a.toString());
            assertThat(left.stack()).anyMatch(call -> call.getMethodName().equals("acquireBoth"));
            var wait = waitOf(snapshot, "left");
            assertThat(wait.toString()).isEqualTo("to acquire " + b);
            assertThat(wait.type()).isEqualTo("RLock");
            assertThat(wait.name()).isEqualTo("B");
            assertThat(wait.holder()).isEqualTo(right.id());
            assertThat(wait.enders()).containsExactly(right.id());
            assertThat(wait.atLeast()).isNull();
            assertThat(snapshot.toString())
                    .startsWith("Snapshot of ")
                    .contains("\nFound a deadlock: 2 threads, waiting for each other\n")
                    .contains("\n1 thread waiting to acquire " + b + ", held by \"right\": \"left\"");
        }
    }

    private static void acquireBoth(Scene scene, RLock first, RLock second) throws InterruptedException {
        try (var hold = first.hold()) {
            scene.meet();
            second.acquireInterruptibly();
            second.release();
        }
    }

    @EachThreadKind
    void manyEqualWaiters_areCounted_andFewHaveStacks(ThreadKind kind) {
        var event = new Event("crowd");
        try (var bunch = Bunch.start(kind, 100, index -> event.await())) {
            Await.allWaiting(bunch, event);
            bunch.threads().forEach(thread -> Await.parked(thread.toJavaThread()));
            var all = Insight.snapshot();
            var waiting = all.threads().stream()
                    .filter(each -> each.name().startsWith("bunch-"))
                    .toList();
            assertThat(waiting).hasSize(100);
            assertThat(waiting).filteredOn(each -> !each.stack().isEmpty()).hasSize(SnapshotTaker.MOST_ALIKE);
            assertThat(waiting)
                    .extracting(ThreadSnapshot::waitsFor)
                    .containsOnly(waiting.get(0).waitsFor());
            assertThat(all.unlisted()).isEmpty();
            assertThat(all.toString())
                    .contains("\n100 threads waiting for " + event + ": \"bunch-")
                    .contains("\", ...");

            var some = Insight.snapshot(SnapshotOptions.defaults().threads(50).stackDepth(1));
            assertThat(some.threads()).hasSize(50).allMatch(each -> each.stack().size() <= 1);
            assertThat(some.threadCount()).isGreaterThan(100);
            assertThat(some.threads()).anyMatch(each -> each.waitsFor() == null);
            assertThat(some.toString()).contains("\n100 threads waiting for " + event + ": \"bunch-");

            var none = Insight.snapshot(SnapshotOptions.defaults().threads(0));
            assertThat(none.threads()).isEmpty();
            assertThat(none.unlisted())
                    .filteredOn(each -> each.waitsFor().what().equals(event.toString()))
                    .extracting(Snapshot.Unlisted::count)
                    .containsExactly(100);
            event.set();
        }
    }

    @Test
    void stackDepthZero_takesNoStacks() {
        assertThat(Insight.snapshot(SnapshotOptions.defaults().stackDepth(0)).threads())
                .isNotEmpty()
                .allMatch(thread -> thread.stack().isEmpty());
    }

    @Test
    void recordedHolds_areShown() {
        try (var recording = Insight.record(RecordOptions.defaults().sites(1));
                var scene = new Scene(Kinds.PLATFORM, 0)) {
            var permits = new Semaphore(1);
            var lock = new RLock("recorded");
            var event = new Event();
            var holder = scene.start("holder", () -> permits.with(() -> lock.with(() -> event.await())));
            Await.waiting(holder, event);
            var waiting = scene.start("waiting", lock::acquireInterruptibly);
            Await.waiting(waiting, lock);
            var holds = find(Insight.snapshot(), "holder").holds();
            assertThat(holds).extracting(Held::what).containsExactly(permits.toString(), lock.toString());
            assertThat(holds)
                    .allMatch(
                            held -> held.heldFor() != null && !held.acquiredAt().isEmpty());
            assertThat(Insight.snapshot().toJson()).contains("\"heldMillis\":").contains("\"acquiredAt\":[\"");
        }
    }

    @Test
    void with_addsAFindingThatTheSnapshotLacks() throws Exception {
        var lock = new RLock();
        var finding = new AtomicReference<Finding>();
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            scene.start("owner", lock::acquire).join();
            scene.start("stuck", lock::acquireInterruptibly);
            finding.set(scene.deadlocks(1, 0).get(0));
            var snapshot = Insight.snapshot();
            assertThat(snapshot.with(finding.get())).isEqualTo(snapshot);
        }
        assertThat(Insight.snapshot().with(finding.get()).deadlocks()).containsExactly((Deadlock) finding.get());
        var other = new HeldAtEnd(HeldAtEnd.End.TASK, Thread.currentThread(), "me", List.of());
        var snapshot = Insight.snapshot().with(other);
        assertThat(snapshot.findings()).containsExactly(other);
        assertThat(snapshot.toString()).contains(other.toString());
        assertThat(snapshot.toJson()).contains("{\"kind\":\"HELD_AT_END\",\"thread\":");
    }

    /** A thread whose methods fail. */
    private static final class Failing extends Thread {
        Failing() {
            super("failing");
            setDaemon(true);
        }

        @Override
        public State getState() {
            throw new IllegalStateException("getState");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("getStackTrace");
        }

        @Override
        @Deprecated
        @SuppressWarnings("removal")
        public long getId() {
            throw new IllegalStateException("getId");
        }

        @Override
        public void run() {
            while (!isInterrupted()) {
                LockSupport.park();
            }
        }
    }

    @Test
    void threadWhoseMethodsFail_isListed() throws Exception {
        var thread = new Failing();
        thread.start();
        try {
            var found = find(Insight.snapshot(), "failing");
            assertThat(found.state()).isNull();
            assertThat(found.stack()).isEmpty();
            assertThat(Insight.snapshot().toJson()).contains("\"name\":\"failing\"");
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void destinationThatThrows_getsAPart_andTheExceptionIsThrown() {
        var snapshot = Insight.snapshot();
        var json = snapshot.toJson();
        var written = new StringBuilder();
        var full = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                return append(text, 0, text.length());
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                for (var i = start; i < end; i++) {
                    append(text.charAt(i));
                }
                return this;
            }

            @Override
            public Appendable append(char c) throws IOException {
                if (written.length() == 100) {
                    throw new IOException("full");
                }
                written.append(c);
                return this;
            }
        };
        assertThatThrownBy(() -> snapshot.writeJson(full))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThat(json).startsWith(written);
        assertThat(snapshot.toJson()).isEqualTo(json);
    }

    @EachThreadKind
    void threadsThatStartAndEnd_doNotDisturb(ThreadKind kind) {
        var ends = new Event();
        try (var bunch = Bunch.start(kind, 2, index -> {
            while (!ends.isSet()) {
                var child = kind.builder().daemon(true).start(() -> ends.await(0));
                child.join();
            }
        })) {
            for (var i = 0; i < 200; i++) {
                var snapshot = Insight.snapshot();
                assertThat(snapshot.threads()).hasSizeGreaterThanOrEqualTo(2);
                assertThat(snapshot.deadlocks()).isEmpty();
            }
            ends.set();
        }
    }

    @Test
    void callingThread_isListedAsRunning() {
        var me = find(Insight.snapshot(), Thread.currentThread().getName());
        assertThat(me.state()).isEqualTo(Thread.State.RUNNABLE);
        assertThat(me.waitsFor()).isNull();
    }
}
