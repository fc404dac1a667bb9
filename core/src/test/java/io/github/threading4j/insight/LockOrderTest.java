package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.function.Target;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.CapturedLog;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The orders of locks that are reported, and those that are not. */
class LockOrderTest {
    private final List<Finding> findings = new ArrayList<>();
    private Search search;
    private Recording recording;

    @BeforeEach
    void record() {
        search = new Search(Timeout.FOREVER, () -> false);
        recording = Insight.record(RecordOptions.defaults().lockOrder());
    }

    @AfterEach
    void stop() {
        recording.close();
        search.close();
    }

    private void recordByName() {
        recording.close();
        recording = Insight.record(RecordOptions.defaults().lockOrderByName());
    }

    /** Runs a body in a thread of its own, and waits for its end. */
    private static void in(String thread, Target body) throws Exception {
        in(ThreadKind.PLATFORM, thread, body);
    }

    private static void in(ThreadKind kind, String thread, Target body) throws Exception {
        kind.builder().name(thread).start(body).join();
    }

    /** Acquires locks one after the other and releases them. */
    private static void nest(Acquirable... locks) throws Exception {
        nest(List.of(locks));
    }

    private static void nest(List<? extends Acquirable> locks) throws Exception {
        if (!locks.isEmpty()) {
            locks.get(0).acquire();
            try {
                nest(locks.subList(1, locks.size()));
            } finally {
                locks.get(0).release();
            }
        }
    }

    private List<LockOrderInversion> inversions() {
        findings.clear();
        search.next(findings::add);
        return findings.stream()
                .filter(LockOrderInversion.class::isInstance)
                .map(LockOrderInversion.class::cast)
                .toList();
    }

    private void assertIsReported() {
        assertThat(inversions()).hasSize(1);
    }

    private void assertIsNotReported() {
        assertThat(inversions()).isEmpty();
    }

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
            assertThat(inversion.cycle()).allSatisfy(edge -> assertThat(edge.at())
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

    /** A way to acquire a lock. */
    interface Way {
        void acquire(RLock lock) throws Exception;
    }

    private static Arguments way(String name, Way way) {
        return Arguments.of(name, way);
    }

    static Stream<Arguments> unlimitedWays() {
        return Stream.of(
                way("acquire", RLock::acquire),
                way("acquire(true)", lock -> assertThat(lock.acquire(true)).isTrue()),
                way("acquire(-1)", lock -> assertThat(lock.acquire(-1)).isTrue()),
                way("acquire(long Duration)", lock -> assertThat(lock.acquire(Duration.ofSeconds(Long.MAX_VALUE)))
                        .isTrue()),
                way("acquireInterruptibly", RLock::acquireInterruptibly),
                way("hold", RLock::hold),
                way("tryHold(-1)", lock -> assertThat(lock.tryHold(-1)).isNotNull()),
                way("Condition.acquire", lock -> new Condition(lock).acquire()),
                way("lock", lock -> lock.asJavaLock().lock()),
                way("lockInterruptibly", lock -> lock.asJavaLock().lockInterruptibly()));
    }

    static Stream<Arguments> limitedWays() {
        return Stream.of(
                way("acquire(false)", lock -> assertThat(lock.acquire(false)).isTrue()),
                way("acquire(1)", lock -> assertThat(lock.acquire(1)).isTrue()),
                way("acquire(Duration)", lock -> assertThat(lock.acquire(Duration.ofSeconds(1)))
                        .isTrue()),
                way("tryHold", lock -> assertThat(lock.tryHold()).isNotNull()),
                way("tryLock", lock -> assertThat(lock.asJavaLock().tryLock()).isTrue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unlimitedWays")
    void secondLockAcquiredWithoutALimit_isReported(String name, Way way) throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(a, b));
        in("right", () -> b.with(() -> {
            way.acquire(a);
            a.release();
        }));
        assertIsReported();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limitedWays")
    void secondLockAcquiredWithALimit_isNotReported(String name, Way way) throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(a, b));
        in("right", () -> b.with(() -> {
            way.acquire(a);
            a.release();
        }));
        assertIsNotReported();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unlimitedWays", "limitedWays"})
    void firstLockAcquiredInAnyWay_isReported(String name, Way way) throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(a, b));
        in("right", () -> {
            way.acquire(b);
            nest(a);
            b.release();
        });
        assertIsReported();
    }

    @Test
    void waitForACondition_acquiresItsLockAgain() throws Exception {
        var a = new RLock();
        var b = new RLock();
        in("left", () -> nest(b, a));
        in("right", () -> b.with(() -> a.with(() -> {})));
        assertIsNotReported();
        in("waiter", () -> b.with(() -> a.with(() -> new Condition(b).await(0))));
        assertIsReported();
    }

    @Test
    void waitForAConditionOfAJavaLock_acquiresTheLockAgain() throws Exception {
        var a = new Lock();
        var b = new Lock();
        var condition = b.asJavaLock().newCondition();
        in("left", () -> nest(b, a));
        in("waiter", () -> b.with(() -> a.with(() -> condition.awaitNanos(1))));
        assertIsReported();
    }

    @Test
    void waitForACondition_holdingNoOtherLock_isNotReported() throws Exception {
        var a = new RLock();
        var condition = new Condition(a);
        for (var thread : List.of("left", "right")) {
            in(thread, () -> condition.with(() -> condition.await(0)));
        }
        assertIsNotReported();
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
        assertThat(inversions()).singleElement().satisfies(found -> assertThat(found.cycle())
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
        assertThat(inversions()).singleElement().satisfies(found -> assertThat(found.cycle())
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

    @Test
    void byName_locksOfTwoNames_areReported() throws Exception {
        recordByName();
        in("left", () -> nest(new Lock("account"), new Lock("customer")));
        in("right", () -> nest(new Lock("customer"), new Lock("account")));
        assertThat(inversions()).singleElement().satisfies(found -> assertThat(found.cycle())
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
        try (var log = CapturedLog.of(Insight.class)) {
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
                            + " than 64 different locks were held");
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
