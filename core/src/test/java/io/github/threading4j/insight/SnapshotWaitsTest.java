package io.github.threading4j.insight;

import static io.github.threading4j.insight.SnapshotTest.find;
import static io.github.threading4j.insight.SnapshotTest.waitOf;
import static io.github.threading4j.insight.SnapshotTest.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Event;
import io.github.threading4j.RLock;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a snapshot shows of each kind of wait. */
class SnapshotWaitsTest {
    @EachThreadKind
    void timedWait_isShown(ThreadKind kind) {
        var event = new Event("ready, steady");
        try (var bunch = Bunch.start(kind, index -> event.await(1000))) {
            Await.waiting(bunch.thread(), event);
            var snapshot = waiting("bunch-0");
            assertThat(find(snapshot, "bunch-0").state()).isEqualTo(Thread.State.TIMED_WAITING);
            var wait = waitOf(snapshot, "bunch-0");
            assertThat(wait.kind()).isEqualTo("EVENT");
            assertThat(wait.what()).isEqualTo(event.toString());
            assertThat(wait.name()).isEqualTo("ready");
            assertThat(wait.enders()).isEmpty();
            assertThat(wait.object()).matches("io\\.github\\.threading4j\\.internal\\.Latch@[0-9a-f]+");
            event.set();
        }
    }

    @Test
    void runningTask_isNamedAsTheEnderOfTheWaitForItsResult() throws Exception {
        var event = new Event();
        try (var pool = new ThreadPoolExecutor(1);
                var scene = new Scene(Kinds.PLATFORM, 0)) {
            var future = pool.submit(() -> event.await());
            scene.start("waiting", future::result);
            var ender = new AtomicReference<List<Long>>();
            Await.until("the worker is named", () -> {
                var wait = find(Insight.snapshot(), "waiting").waitsFor();
                ender.set(wait == null ? List.of() : wait.enders());
                return ender.get().size() == 1;
            });
            event.set();
            assertThat(Insight.snapshot().threads())
                    .filteredOn(thread -> ender.get().contains(thread.id()))
                    .hasSize(1)
                    .allMatch(thread -> thread.name().startsWith("ThreadPoolExecutor-"));
        } finally {
            event.set();
        }
    }

    @Test
    void join_namesTheThread() {
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            var joined = scene.start("joined", () -> new Event().await());
            var joins = scene.start("waiting", joined::join);
            Await.waiting(joins, joined);
            var wait = waitOf(waiting("waiting"), "waiting");
            assertThat(wait.kind()).isEqualTo("JOIN");
            assertThat(wait.holder()).isNull();
            assertThat(wait.enders()).containsExactly(joined.getIdent().getAsLong());
        }
    }

    @Test
    void endedOwner_isListed() throws Exception {
        var lock = new RLock();
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            scene.start("owner", lock::acquire).join();
            scene.start("waiting", lock::acquireInterruptibly);
            scene.deadlocks(1, 0);
            var snapshot = Insight.snapshot();
            assertThat(find(snapshot, "owner").state()).isEqualTo(Thread.State.TERMINATED);
            assertThat(waitOf(snapshot, "waiting").holder())
                    .isEqualTo(find(snapshot, "owner").id());
        }
    }

    /** An object whose toString must not be called. */
    private static final class Foreign {
        @Override
        public String toString() {
            throw new AssertionError("called");
        }
    }

    @EachThreadKind
    void foreignBlocker_isShownByItsClass(ThreadKind kind) {
        var foreign = new Foreign();
        var ends = new Event();
        try (var bunch = Bunch.start(kind, index -> {
            while (!ends.isSet()) {
                LockSupport.park(foreign);
            }
        })) {
            Await.parked(bunch.thread().toJavaThread());
            var wait = waitOf(waiting("bunch-0"), "bunch-0");
            assertThat(wait.kind()).isEqualTo("OTHER");
            assertThat(wait.type()).isEqualTo("SnapshotWaitsTest$Foreign");
            assertThat(wait.what()).startsWith(Foreign.class.getName() + "@").isEqualTo(wait.object());
            ends.set();
            LockSupport.unpark(bunch.thread().toJavaThread());
        }
    }

    @Test
    void monitor_isShownWithItsOwner() throws Exception {
        var monitor = new Object();
        var held = new CountDownLatch(1);
        try (var scene = new Scene(Kinds.PLATFORM, 0)) {
            scene.start("owner", () -> {
                synchronized (monitor) {
                    held.countDown();
                    new Event().await();
                }
            });
            held.await();
            var blocked = scene.start("blocked", () -> {
                synchronized (monitor) {
                    held.countDown();
                }
            });
            Await.until("it is blocked", () -> blocked.toJavaThread().getState() == Thread.State.BLOCKED);
            var snapshot = Insight.snapshot();
            var wait = waitOf(snapshot, "blocked");
            assertThat(wait.what()).matches("java\\.lang\\.Object@[0-9a-f]+");
            assertThat(wait.type()).isEqualTo("Object");
            assertThat(wait.holder()).isEqualTo(find(snapshot, "owner").id());
            assertThat(find(snapshot, "owner").holds()).extracting(Held::what).containsExactly(wait.what());
        }
    }

    @Test
    void watchForLongWaits_addsTheTime() {
        try (var scene = new Scene(Kinds.PLATFORM, 0);
                var watch = Insight.watch(
                        WatchOptions.defaults().every(0.001).longerThan(Duration.ofDays(1)), finding -> {})) {
            scene.start("waiting", () -> new Event().await());
            Await.until(
                    "the watch has seen the wait for a while",
                    () -> Insight.snapshot().threads().stream()
                            .anyMatch(each -> each.name().equals("waiting")
                                    && each.waitsFor() != null
                                    && each.waitsFor().atLeast() != null
                                    && each.waitsFor().atLeast().toMillis() > 0));
            assertThat(Insight.snapshot().toJson()).containsPattern("\"atLeastMillis\":[1-9]");
        }
    }
}
