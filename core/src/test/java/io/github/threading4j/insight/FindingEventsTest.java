package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** What a watch finds appears in a flight recording. */
class FindingEventsTest {
    private static List<RecordedEvent> watched(String event, WatchOptions options, NamedThread... threads)
            throws InterruptedException {
        try (var events = FlightEvents.of(event)) {
            var found = new CountDownLatch(1);
            try (var watch = Insight.watch(options.every(0.01), finding -> found.countDown())) {
                for (var thread : threads) {
                    thread.start();
                }
                found.await();
            }
            return events.all(event);
        }
    }

    private static NamedThread thread(ThreadKind kind, String name, RLock first, RLock second, CountDownLatch both) {
        return kind.builder().name(name).daemon(true).unstarted(() -> {
            first.acquire();
            both.countDown();
            both.await();
            try {
                second.acquireInterruptibly();
                second.release();
            } catch (InterruptedException e) {
                // ends the deadlock
            } finally {
                first.release();
            }
        });
    }

    @Test
    void eachKindOfFinding_hasEvents() {
        var kinds = List.<Class<?>>of(Finding.class.getPermittedSubclasses());
        assertThat(FindingEvents.RECORDERS).hasSameSizeAs(kinds);
        assertThat(kinds).allMatch(FindingEvents.RECORDERS::containsKey);
    }

    @EachThreadKind
    void deadlock_isOneEventForEachThread(ThreadKind kind) throws Exception {
        var a = new RLock("A");
        var b = new RLock("B");
        var both = new CountDownLatch(2);
        var left = thread(kind, "left", a, b, both);
        var right = thread(kind, "right", b, a, both);
        var members = watched("threading4j.Deadlock", WatchOptions.defaults(), left, right);
        left.toJavaThread().interrupt();
        left.join();
        right.join();
        assertThat(members).hasSize(2);
        assertThat(members)
                .extracting(event -> event.getLong("deadlock"))
                .containsOnly(members.get(0).getLong("deadlock"));
        assertThat(members)
                .extracting(event -> event.getString("waiterName"), event -> event.getString("holderName"))
                .containsExactlyInAnyOrder(tuple("left", "right"), tuple("right", "left"));
        assertThat(members).allSatisfy(event -> {
            assertThat(event.getString("kind")).isEqualTo("CYCLE");
            assertThat(event.getString("certainty")).isEqualTo("ONLY_THEY");
            assertThat(event.getString("waitsFor")).startsWith("to acquire RLock[name=");
            assertThat(event.getString("at")).isNotNull();
        });
    }

    @EachThreadKind
    void longWait_isRecordedBeforeItsEnd(ThreadKind kind) throws Exception {
        var ready = new Event("ready");
        var waiter = kind.builder().name("patient").unstarted(() -> ready.await());
        var waits = watched("threading4j.LongWait", WatchOptions.defaults().longerThan(0.01), waiter);
        ready.set();
        waiter.join();
        assertThat(waits).anySatisfy(event -> {
            assertThat(event.getString("waiterName")).isEqualTo("patient");
            assertThat(event.getString("waitsFor")).isEqualTo("for Event[name=ready, unset]");
            assertThat(event.getDuration("atLeast")).isGreaterThanOrEqualTo(Duration.ofMillis(10));
        });
    }

    @EachThreadKind
    void lockHeldAtTheEnd_isOneEventForEachLock(ThreadKind kind) throws Exception {
        try (var recording = Insight.record(RecordOptions.defaults().sites(1))) {
            var first = new RLock("first");
            var second = new Lock("second");
            var ending = kind.builder().name("loader").unstarted(() -> {
                first.acquire();
                second.acquire();
            });
            var held = watched("threading4j.HeldAtEnd", WatchOptions.defaults(), ending);
            ending.join();
            assertThat(held)
                    .extracting(event -> event.getString("lock"))
                    .containsExactly("RLock[name=first, owner=loader, count=1]", "Lock[name=second, owner=loader]");
            assertThat(held).allSatisfy(event -> {
                assertThat(event.getString("end")).isEqualTo("THREAD");
                assertThat(event.getString("holderName")).isEqualTo("loader");
                assertThat(event.getString("acquiredAt")).isNotNull();
                assertThat(event.getDuration("heldFor")).isPositive();
            });
        }
    }
}
