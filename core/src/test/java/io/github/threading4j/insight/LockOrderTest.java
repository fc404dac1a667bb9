package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which orders of locks are reported, and which are not. */
class LockOrderTest extends LockOrderScene {
    @EachThreadKind
    void oppositeOrders_ofTwoThreads_areReportedOnce(ThreadKind kind) throws Exception {
        var a = new Lock("A");
        var b = new RLock("B");
        in(kind, "left", () -> nest(a, b));
        assertIsNotReported();
        in(kind, "right", () -> nest(b, a));
        var found = inversions();
        assertThat(found).singleElement().satisfies(inversion -> {
            assertThat(inversion.cycle())
                    .extracting(edge -> edge.thread() + ": " + edge.held() + ", " + edge.acquired())
                    .containsExactly("left: Lock[name=A], RLock[name=B]", "right: RLock[name=B], Lock[name=A]");
            assertThat(inversion.cycle())
                    .allSatisfy(edge -> assertThat(edge.at())
                            .extracting(StackTraceElement::getMethodName)
                            .contains("nest"));
        });
        in(kind, "left", () -> nest(a, b));
        in(kind, "other", () -> nest(a, b));
        in(kind, "another", () -> nest(b, a));
        assertIsNotReported();
    }

    @Test
    void toString_showsThreadsLocksAndCalls() {
        var call = List.of(new StackTraceElement("app.Transfer", "run", "Transfer.java", 41));
        var left = new LockOrderInversion.Edge("RLock[name=A]", "Lock#7", "left", call);
        var right = new LockOrderInversion.Edge("Lock#7", "RLock[name=A]", "right", List.of());
        assertThat(new LockOrderInversion(List.of(left, right)))
                .hasToString("Two locks are acquired in opposite orders, which may deadlock\n"
                        + "  \"left\" holds RLock[name=A] and acquires Lock#7\n"
                        + "      at app.Transfer.run(Transfer.java:41)\n"
                        + "  \"right\" holds Lock#7 and acquires RLock[name=A]");
        assertThat(new LockOrderInversion(List.of(left, right, right)).toString())
                .startsWith("3 locks are acquired in orders that form a cycle, which may deadlock\n");
    }

    @Test
    void locksOfOneName_areDistinguishedByNumbers() throws Exception {
        var a = new Lock("account");
        var b = new Lock("account");
        in("left", () -> nest(a, b));
        in("right", () -> nest(b, a));
        var edge = inversions().get(0).cycle().get(0);
        assertThat(edge.held()).matches("Lock\\[name=account]#\\d+").isNotEqualTo(edge.acquired());
    }

    @EachThreadKind
    void cycleOfLocks_eachPairInItsOwnThread_isReported(ThreadKind kind) throws Exception {
        var locks = Stream.generate(RLock::new).limit(100).toList();
        for (var i = 0; i < locks.size(); i++) {
            assertIsNotReported();
            var first = locks.get(i);
            var second = locks.get((i + 1) % locks.size());
            in(kind, "thread-" + i, () -> nest(first, second));
        }
        assertThat(inversions()).singleElement().satisfies(found -> {
            assertThat(found.cycle()).hasSize(100);
            for (var i = 0; i < 100; i++) {
                assertThat(found.cycle().get(i).acquired())
                        .isEqualTo(found.cycle().get((i + 1) % 100).held());
            }
        });
    }

    @Test
    void cycleOfThreeLocks_twoPairsInOneThread_isNotReported() throws Exception {
        var a = new RLock();
        var b = new RLock();
        var c = new RLock();
        in("left", () -> {
            nest(a, b);
            nest(b, c);
        });
        in("right", () -> nest(c, a));
        assertIsNotReported();
        in("third", () -> nest(b, c));
        assertIsReported();
    }

    @Test
    void cycleOfThreeLocks_nested_isReportedAsOneOfTwo() throws Exception {
        var a = new RLock("A");
        var b = new RLock("B");
        var c = new RLock("C");
        in("left", () -> nest(a, b, c));
        in("left too", () -> nest(a, b, c));
        in("right", () -> nest(c, a));
        in("right too", () -> nest(c, a));
        in("third", () -> nest(b, c));
        assertThat(inversions())
                .singleElement()
                .satisfies(found -> assertThat(found.cycle())
                        .extracting(LockOrderInversion.Edge::held)
                        .containsExactly("RLock[name=A]", "RLock[name=C]"));
    }

    @Test
    void bothOrders_inOneThread_areNotReported() throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("only", () -> {
            nest(a, b);
            nest(b, a);
        });
        assertIsNotReported();
        in("second", () -> nest(a, b));
        assertThat(inversions())
                .singleElement()
                .satisfies(found -> assertThat(found.cycle())
                        .extracting(LockOrderInversion.Edge::thread)
                        .containsExactly("only", "second"));
    }

    @Test
    void reentry_isNotReported() throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(a, b, a));
        in("right", () -> nest(a, b, a, b));
        assertIsNotReported();
    }

    static Stream<Acquirable> gates() {
        try (var recording = Insight.record(RecordOptions.defaults())) {
            return Stream.of(new Lock("gate"), new RLock("gate"), new Semaphore(1, "gate"));
        }
    }

    @ParameterizedTest
    @MethodSource("gates")
    void oppositeOrders_withAGate_areNotReported(Acquirable gate) throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(gate, a, b));
        in("right", () -> nest(gate, b, a));
        assertIsNotReported();
        in("without", () -> nest(b, a));
        assertIsReported();
    }

    @Test
    void semaphoreOfTwoPermits_isNoGate() throws Exception {
        var gate = new Semaphore(2);
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(gate, a, b));
        in("right", () -> nest(gate, b, a));
        assertIsReported();
    }

    /** Only "left" has ever been without the gate, and it can't wait for itself. */
    @Test
    void oppositeOrders_withAGateExceptInTheSameThread_areNotReported() throws Exception {
        var gate = new RLock();
        var a = new RLock();
        var b = new RLock();
        in("left", () -> {
            nest(a, b);
            nest(gate, b, a);
            in("right", () -> nest(gate, a, b));
        });
        assertIsNotReported();
    }

    @Test
    void oppositeOrders_withManyGates_areReportedOnce() throws Exception {
        var a = new RLock();
        var b = new RLock();
        var gates = Stream.generate(RLock::new).limit(70).toList();
        for (var gate : gates.subList(0, 30)) {
            in("left", () -> nest(gate, a, b));
        }
        for (var gate : gates.subList(30, 60)) {
            in("right", () -> nest(gate, b, a));
        }
        assertIsReported();
    }

    @Test
    void lockReleasedByAnotherThread_isASignal() throws Exception {
        var a = new RLock();
        var signal = new Lock();
        in("left", () -> nest(a, signal));
        in("right", () -> nest(signal, a));
        signal.acquire();
        in("other", signal::release); // before the survey
        assertIsNotReported();
        in("left", () -> nest(a, signal));
        in("right", () -> nest(signal, a));
        assertIsNotReported();
    }

    @Test
    void semaphores_areNotOrdered() throws Exception {
        var a = new RLock();
        var permit = new Semaphore(1);
        in("left", () -> nest(a, permit));
        in("right", () -> nest(permit, a));
        assertIsNotReported();
    }

    @Test
    void locksOfOtherRecordings_areNotOrdered() throws Exception {
        recording.close();
        try (var other = Insight.record(RecordOptions.defaults())) {
            var a = new RLock();
            var b = new RLock();
            in("left", () -> nest(a, b));
            in("right", () -> nest(b, a));
        }
        assertIsNotReported();
    }
}
