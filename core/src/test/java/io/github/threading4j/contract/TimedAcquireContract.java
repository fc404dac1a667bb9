package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code acquire(Duration)} of every {@link Acquirable}: timeouts as in Java, and interruption. */
public interface TimedAcquireContract<A extends Acquirable> extends AcquirableContract<A> {
    /** A timeout that does not elapse during a test. */
    Duration LONG = Duration.ofHours(1);

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-1S", "PT-2562047788015215H"})
    default void acquireDuration_zeroOrNegative_polls(Duration timeout) throws Exception {
        var it = create();
        assertThat(it.acquire(timeout)).isTrue();
        ThreadKind.PLATFORM.run(() -> assertThat(it.acquire(timeout)).isFalse());
        it.release();
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquireDuration_whileHeld_returnsFalseAfterTheTimeout(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        kind.run(() -> {
            var begin = System.nanoTime();
            assertThat(it.acquire(Duration.ofMillis(20))).isFalse();
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        });
        it.release();
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquireDuration_releasedWhileWaiting_acquires(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> {
            assertThat(it.acquire(LONG)).isTrue();
            it.release();
        })) {
            awaitBlocked(waiter, it);
            it.release();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000_000, 9_223_372_035L})
    default void acquireDuration_tooLargeToCount_waitsForTheRelease(long seconds) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(ThreadKind.PLATFORM, index -> {
            assertThat(it.acquire(Duration.ofSeconds(seconds, 999_999_999))).isTrue();
            it.release();
        })) {
            awaitBlocked(waiter, it);
            it.release();
        }
    }

    @Test
    default void acquireDuration_null_isRejectedWithoutAcquiring() {
        var it = create();
        assertThatThrownBy(() -> it.acquire((Duration) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("timeout: null");
        assertThat(isFree(it)).isTrue();
    }

    @Test
    default void tryHoldDuration_whenFree_holdsUntilClosed() throws Exception {
        var it = create();
        for (var timeout : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), LONG}) {
            try (var hold = it.tryHold(timeout)) {
                assertThat(hold).isNotNull();
                assertThat(isFree(it)).isFalse();
            }
            assertThat(isFree(it)).isTrue();
        }
    }

    @EachThreadKind
    default void tryHoldDuration_whileHeld_returnsNullAfterTheTimeout(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        kind.run(() -> {
            var begin = System.nanoTime();
            assertThat(it.tryHold(Duration.ofMillis(20))).isNull();
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        });
        assertThat(isFree(it)).isFalse();
        it.release();
    }

    @EachThreadKind
    default void tryHoldDuration_releasedWhileWaiting_holds(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> {
            try (var hold = it.tryHold(LONG)) {
                assertThat(hold).isNotNull();
            }
        })) {
            awaitBlocked(waiter, it);
            it.release();
        }
        assertThat(isFree(it)).isTrue();
    }

    @Test
    default void tryHoldDuration_null_isRejectedWithoutAcquiring() {
        var it = create();
        assertThatThrownBy(() -> it.tryHold((Duration) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("timeout: null");
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void tryHoldDuration_interrupted_throwsWithoutAcquiring(ThreadKind kind) throws Exception {
        var it = create();
        kind.run(() -> Interrupts.before(() -> it.tryHold(LONG)));
        kind.run(() -> Interrupts.before(() -> it.tryHold(Duration.ZERO)));
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> it.tryHold(LONG)))) {
            awaitBlocked(waiter, it);
            waiter.thread().interrupt();
            waiter.join();
            assertThat(isFree(it)).isFalse();
            it.release();
        }
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquireDuration_interruptedBefore_throwsWithoutAcquiring(ThreadKind kind) {
        var it = create();
        kind.run(() -> Interrupts.before(() -> it.acquire(LONG)));
        kind.run(() -> Interrupts.before(() -> it.acquire(Duration.ZERO)));
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquireDuration_interruptedWhileWaiting_throwsWithoutAcquiring(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> it.acquire(LONG)))) {
            awaitBlocked(waiter, it);
            waiter.thread().interrupt();
            waiter.join();
            assertThat(isFree(it)).isFalse();
            it.release();
        }
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquireDuration_interruptedInTheQueue_nextWaiterAcquires(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        try (var first = Bunch.start(kind, index -> Interrupts.during(() -> it.acquire(LONG)))) {
            awaitBlocked(first, it);
            try (var second = Bunch.start(kind, index -> {
                assertThat(it.acquire(LONG)).isTrue();
                it.release();
            })) {
                awaitBlocked(second, it);
                first.thread().interrupt();
                first.join();
                it.release();
            }
        }
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquireDuration_timedOutInTheQueue_nextWaiterAcquires(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        try (var patient = Bunch.start(kind, index -> {
            assertThat(it.acquire(LONG)).isTrue();
            it.release();
        })) {
            awaitBlocked(patient, it);
            kind.run(() -> assertThat(it.acquire(Duration.ofMillis(5))).isFalse());
            it.release();
        }
    }
}
