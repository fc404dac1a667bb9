package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedThreadJoinTest {
    private static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private final CountDownLatch end = new CountDownLatch(1);

    @EachThreadKind
    void join_ended_returnsImmediatelyEachTime(ThreadKind kind) throws Exception {
        var thread = kind.start(() -> {});
        thread.join();
        thread.join();
        assertThat(thread.join(0)).isTrue();
        assertThat(thread.join(-1)).isTrue();
        assertThat(thread.join(1e300)).isTrue();
        assertThat(thread.join(Duration.ZERO)).isTrue();
        assertThat(thread.join(HUGE)).isTrue();
    }

    @EachThreadKind
    void join_returned_callerSeesTheThreadsWrites(ThreadKind kind) throws Exception {
        var written = new int[1];
        var thread = kind.start(() -> {
            end.await();
            written[0] = 42;
        });
        end.countDown();
        thread.join();
        assertThat(written[0]).isEqualTo(42);
        assertThat(thread.isAlive()).isFalse();
    }

    @EachThreadKind
    void join_byManyThreads_allReturnWhenTheThreadEnds(ThreadKind kind) throws Exception {
        var thread = kind.start(end::await);
        try (var joiners = Bunch.start(kind, 4, index -> {
            switch (index) {
                case 0 -> thread.join();
                case 1 -> assertThat(thread.join(3600)).isTrue();
                case 2 -> assertThat(thread.join(Double.POSITIVE_INFINITY)).isTrue();
                default -> assertThat(thread.join(HUGE)).isTrue();
            }
        })) {
            Await.allWaiting(joiners, thread);
            end.countDown();
        }
    }

    @EachThreadKind
    void join_whileTheThreadEnds_neverHangs(ThreadKind kind) throws Exception {
        for (int round = 0; round < 500; round++) {
            var thread = kind.start(() -> {});
            if (round % 2 == 0) {
                Thread.yield();
            }
            assertThat(thread.join(Await.SECONDS)).isTrue();
        }
    }

    @EachThreadKind
    void join_timesOut_returnsFalseAfterTheTimeout(ThreadKind kind) throws Exception {
        var thread = kind.start(end::await);
        var begin = System.nanoTime();
        assertThat(thread.join(0.01)).isFalse();
        assertThat(thread.join(Duration.ofMillis(10))).isFalse();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        assertThat(thread.isAlive()).isTrue();
        end.countDown();
        thread.join();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, -1e300, Double.NEGATIVE_INFINITY, 1e-9, Double.MIN_VALUE})
    void join_zeroOrNegative_polls(double seconds) throws Exception {
        var thread = ThreadKind.PLATFORM.start(end::await);
        assertThat(thread.join(seconds)).isFalse();
        assertThat(thread.join(Duration.ofSeconds((long) Math.min(0, seconds)))).isFalse();
        end.countDown();
        thread.join();
    }

    @Test
    void join_nanOrNull_isRejectedEvenIfEnded() throws Exception {
        var thread = ThreadKind.PLATFORM.start(() -> {});
        thread.join();
        assertThatThrownBy(() -> thread.join(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> thread.join(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("timeout: null (expected a value)");
    }

    @EachThreadKind
    void join_beforeStart_isRejected(ThreadKind kind) {
        var thread = kind.thread(() -> {});
        assertAllFormsRefused(thread, "cannot join thread before it is started: " + thread);
        assertThat(thread.toString()).contains("initial");
    }

    @EachThreadKind
    void join_itself_isRejected(ThreadKind kind) {
        kind.run(() -> {
            var me = Threading.currentThread();
            assertAllFormsRefused(me, "cannot join current thread: " + me);
        });
    }

    @Test
    void join_dummy_isRejected() {
        var dummy = Threading.currentThread(); // a dummy, since JUnit started this thread
        ThreadKind.PLATFORM.run(() -> assertAllFormsRefused(dummy, "cannot join a dummy thread: " + dummy));
    }

    private static void assertAllFormsRefused(NamedThread thread, String message) {
        for (ThrowingCallable join : new ThrowingCallable[] {
            thread::join, () -> thread.join(0), () -> thread.join(1), () -> thread.join(Duration.ofHours(1))
        }) {
            assertThatThrownBy(join).isInstanceOf(IllegalStateException.class).hasMessage(message);
        }
    }

    @EachThreadKind
    void join_mainThread_waitsForIt(ThreadKind kind) throws Exception {
        var main = Threading.mainThread();
        assertThat(main.join(0)).isFalse();
        assertThat(main.join(Duration.ofMillis(1))).isFalse();
        assertThat(Blocker.of(Thread.currentThread()))
                .as("blocker after the join")
                .isNull();
        try (var joiners =
                Bunch.start(kind, 2, index -> Interrupts.during(index == 0 ? main::join : () -> main.join(3_600)))) {
            Await.allWaiting(joiners, main);
            for (var joiner : joiners.threads()) {
                var point = Blocker.of(joiner.toJavaThread());
                assertThat(point.kind()).isEqualTo(Blocker.Kind.JOIN);
                assertThat(point.holder()).isSameAs(main.toJavaThread());
                joiner.interrupt();
            }
        }
    }

    @EachThreadKind
    void join_daemon_waitsForItsEnd(ThreadKind kind) throws Exception {
        var thread = kind.builder().daemon(true).start(() -> {});
        thread.join();
        assertThat(thread.isAlive()).isFalse();
    }

    @EachThreadKind
    void join_interruptedBefore_throwsInEveryOverload(ThreadKind kind) throws Exception {
        var thread = kind.start(end::await);
        kind.run(() -> {
            Interrupts.before(thread::join);
            Interrupts.before(() -> thread.join(0));
            Interrupts.before(() -> thread.join(1));
            Interrupts.before(() -> thread.join(Duration.ZERO));
        });
        end.countDown();
        thread.join();
        kind.run(() -> Interrupts.before(thread::join));
        kind.run(() -> Interrupts.before(() -> Threading.mainThread().join(0)));
    }

    @EachThreadKind
    void join_interruptedWhileWaiting_throwsAndDoesNotAffectTheThread(ThreadKind kind) throws Exception {
        var thread = kind.start(end::await);
        try (var joiner = Bunch.start(kind, index -> Interrupts.during(thread::join))) {
            Await.waiting(joiner.thread(), thread);
            joiner.thread().interrupt();
        }
        assertThat(thread.toJavaThread().isInterrupted()).isFalse();
        assertThat(thread.isAlive()).isTrue();
        end.countDown();
        assertThat(thread.join(Await.SECONDS)).isTrue();
    }

    @EachThreadKind
    void blocker_ofAJoiningThread_namesTheJoinedThread(ThreadKind kind) throws Exception {
        var thread = kind.start(end::await);
        try (var joiner = Bunch.start(kind, index -> thread.join())) {
            Await.waiting(joiner.thread(), thread);
            var point = Blocker.of(joiner.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.JOIN);
            assertThat(point.awaited()).isSameAs(thread);
            assertThat(point.holder()).isSameAs(thread.toJavaThread());
            end.countDown();
        }
    }
}
