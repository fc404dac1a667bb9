package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.CapturedLog;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The order of locks by name, of very many locks, and of locks that are collected as garbage. */
class LockOrderLimitsTest extends LockOrderScene {
    @Test
    void byName_locksOfTwoNames_areReported() throws Exception {
        recordByName();
        in("left", () -> nest(new Lock("account"), new Lock("customer")));
        in("right", () -> nest(new Lock("customer"), new Lock("account")));
        assertThat(inversions())
                .singleElement()
                .satisfies(found -> assertThat(found.cycle())
                        .extracting(LockOrderInversion.Edge::held)
                        .containsExactly("Lock[name=account]", "Lock[name=customer]"));
    }

    @Test
    void byName_locksOfOneName_areNotReported() throws Exception {
        recordByName();
        var a = new RLock("account");
        var b = new RLock("account");
        in("left", () -> nest(a, b));
        in("right", () -> nest(b, a));
        assertIsNotReported();
    }

    @Test
    void byName_locksWithoutAName_areReportedPerLock() throws Exception {
        recordByName();
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(new RLock(), b));
        in("right", () -> nest(b, new RLock()));
        assertIsNotReported();
        in("left", () -> nest(a, b));
        in("right", () -> nest(b, a));
        assertIsReported();
    }

    /** The name of each gate is the same, but these are two locks. */
    @Test
    void byName_twoGatesOfOneName_areNoGate() throws Exception {
        recordByName();
        var gate = new RLock("gate");
        in("left", () -> nest(gate, new RLock("A"), new RLock("B")));
        in("right", () -> nest(gate, new RLock("B"), new RLock("A")));
        assertIsNotReported();
        in("third", () -> nest(new RLock("gate"), new RLock("B"), new RLock("A")));
        assertIsReported();
    }

    @Test
    void moreThan64Predecessors_lockIsLeftOutWithOneWarning() throws Exception {
        var last = new RLock("last");
        var firsts = Stream.generate(RLock::new).limit(70).toList();
        try (var log = CapturedLog.of(LockOrderInversion.class)) {
            for (var first : firsts.subList(0, 64)) {
                in("left", () -> nest(first, last));
            }
            assertIsNotReported();
            assertThat(log.messages(Level.WARN)).isEmpty();
            for (var first : firsts) {
                in("left", () -> nest(first, last));
            }
            in("right", () -> nest(last, firsts.get(0)));
            assertIsNotReported();
            assertThat(log.messages(Level.WARN))
                    .containsExactly("The order of RLock[name=last] is no longer recorded: it was acquired while more"
                            + " than 64 different locks were held (expected fewer, or lockOrderByName() if they are"
                            + " short-lived)");
        }
    }

    @Test
    void locks_areNotKept_andTheirEdgesEndWithThem() throws Exception {
        var b = new RLock("B");
        var collected = new ArrayList<WeakReference<RLock>>();
        for (var i = 0; i < 200; i++) {
            collected.add(useWith(b));
            if (i % 50 == 0) {
                Await.collected("the locks", () -> collected.stream().allMatch(lock -> lock.get() == null));
            }
        }
        assertThat(inversions()).hasSize(200);
        assertThat(findings).allSatisfy(finding -> assertThat(finding).isInstanceOf(LockOrderInversion.class));
        Await.collected("the last locks", () -> collected.stream().allMatch(lock -> lock.get() == null));
    }

    private static WeakReference<RLock> useWith(RLock b) throws Exception {
        var a = new RLock("A");
        in("left", () -> nest(a, b));
        in("right", () -> nest(b, a));
        return new WeakReference<>(a);
    }

    @Test
    void watch_isCalledInItsOwnThread() throws Exception {
        var a = new RLock();
        var b = new RLock();
        var told = new ConcurrentLinkedQueue<String>();
        try (var watch = Insight.watch(WatchOptions.defaults().every(0.001), finding -> {
            a.with(() -> told.add(Thread.currentThread().getName()));
        })) {
            in("left", () -> nest(a, b));
            in("right", () -> nest(b, a));
            Await.until("the orders are reported", () -> !told.isEmpty());
        }
        assertThat(told).containsExactly("threading4j-watch");
    }
}
