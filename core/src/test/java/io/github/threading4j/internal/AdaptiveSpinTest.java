package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Barrier;
import io.github.threading4j.Event;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The spin at the start of a wait: {@code sees} returns true only if it polls and the condition holds. */
@Tag(Needs.TWO_PROCESSORS) // with one processor, no wait spins
class AdaptiveSpinTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final AdaptiveSpin spin = new AdaptiveSpin();

    @Test
    void sees_conditionHolds_returnsTrue() {
        assertThat(spin.sees(2, () -> true, LONG)).isTrue();
        assertThat(spin.sees(2, () -> true, Timeout.FOREVER)).isTrue();
    }

    @Test
    void sees_conditionHoldsLater_returnsTrue() {
        var tries = 0;
        var looks = new AtomicInteger();
        do { // repeated, since a thread that loses the processor stops spinning
            assertThat(++tries).isLessThan(1000);
            looks.set(0);
        } while (!new AdaptiveSpin().sees(2, () -> looks.incrementAndGet() == 10, LONG));
        assertThat(looks).hasValue(10);
    }

    @Test
    void sees_conditionNeverHolds_returnsFalseAfterTheSpin() {
        var begin = System.nanoTime();
        assertThat(spin.sees(2, () -> false, LONG)).isFalse();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(AdaptiveSpin.NANOS);
    }

    @Test
    void sees_repeatedMisses_spinsLessOften() {
        var looks = IntStream.range(0, 200).filter(misses -> {
            var fresh = new AdaptiveSpin();
            for (int i = 0; i < misses; i++) {
                assertThat(fresh.sees(2, () -> false, LONG)).isFalse();
            }
            return fresh.sees(2, () -> true, LONG);
        });
        assertThat(looks).containsExactly(0, 1, 2, 4, 8, 16, 32, 64, 128, 192);
    }

    @Test
    void isWorthwhile_missesHaveOverflowed_isTrueForMultiplesOf64() {
        assertThat(AdaptiveSpin.isWorthwhile(Integer.MAX_VALUE)).isFalse();
        assertThat(AdaptiveSpin.isWorthwhile(Integer.MIN_VALUE)).isTrue();
        assertThat(AdaptiveSpin.isWorthwhile(Integer.MIN_VALUE + 1)).isFalse();
        assertThat(AdaptiveSpin.isWorthwhile(-1)).isFalse();
        assertThat(AdaptiveSpin.isWorthwhile(-64)).isTrue();
    }

    @Test
    void sees_afterASuccess_spinsMoreOften() {
        for (int i = 0; i < 4; i++) {
            assertThat(spin.sees(2, () -> false, LONG)).isFalse();
        }
        assertThat(spin.sees(2, () -> true, LONG)).as("after 4 misses").isTrue();
        for (int i = 0; i < 2; i++) {
            assertThat(spin.sees(2, () -> false, LONG)).isFalse();
        }
        assertThat(spin.sees(2, () -> true, LONG)).as("after 2 misses").isTrue();
    }

    @Test
    void sees_timeoutNotLongerThanTheSpin_doesNotPoll() {
        for (long nanos : new long[] {Long.MIN_VALUE, 0, 1, 10_000, AdaptiveSpin.NANOS}) {
            assertThat(spin.sees(2, () -> true, nanos)).as("%d ns", nanos).isFalse();
        }
        assertThat(spin.sees(2, () -> true, AdaptiveSpin.NANOS + 1)).isTrue();
    }

    @Test
    void sees_moreThreadsThanProcessors_neitherPollsNorCountsAMiss() {
        var processors = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < 3; i++) {
            assertThat(spin.sees(processors + 1, () -> true, LONG)).isFalse();
        }
        assertThat(spin.sees(processors, () -> true, LONG)).isTrue();
    }

    @Test
    void sees_interrupted_doesNotCountAMiss() {
        for (int i = 0; i < 3; i++) {
            Thread.currentThread().interrupt();
            assertThat(spin.sees(2, () -> false, LONG)).isFalse();
            assertThat(spin.sees(2, () -> true, LONG))
                    .as("a condition that holds already")
                    .isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(spin.misses()).isZero();
    }

    @Test
    void sees_interruptedDuringTheSpin_stopsPolling() {
        var looks = new AtomicInteger();
        assertThat(spin.sees(
                        2,
                        () -> {
                            if (looks.incrementAndGet() == 1) {
                                Thread.currentThread().interrupt();
                                return false;
                            }
                            return true;
                        },
                        LONG))
                .isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void sees_missWhileAnotherThreadSucceeds_isNotCounted() {
        for (int i = 0; i < 64; i++) {
            assertThat(spin.sees(2, () -> false, LONG)).isFalse();
        }
        var first = new AtomicBoolean(true);
        AdaptiveSpin.Opening seenByOthers = () -> {
            if (first.getAndSet(false)) {
                assertThat(spin.sees(2, () -> true, LONG)).isTrue();
            }
            return false;
        };
        assertThat(spin.sees(2, seenByOthers, LONG)).isFalse();
        assertThat(spin.sees(2, () -> true, LONG)).isTrue();
    }

    @Test
    @Tag(Needs.VIRTUAL_THREADS)
    void sees_virtualThread_neitherPollsNorCountsAMiss() {
        ThreadKind.VIRTUAL.run(() -> {
            for (int i = 0; i < 3; i++) {
                assertThat(spin.sees(2, () -> true, LONG)).isFalse();
            }
        });
        assertThat(spin.sees(2, () -> true, LONG)).isTrue();
    }

    /** Ensures that the next wait for a latch spins. */
    private static void encourage() {
        while (!Latch.SPIN.sees(2, () -> true, LONG)) {
            Thread.onSpinWait();
        }
    }

    /** Returns whether an unsuccessful wait spins. If it does, it counts a miss. */
    private static boolean looks(ThrowingRunnable<Exception> wait) throws Exception {
        encourage();
        wait.run();
        return Latch.SPIN.misses() > 0;
    }

    private static void meet(int parties) {
        assertThatThrownBy(() -> new Barrier(parties).await(0.001)).isInstanceOf(BrokenBarrierException.class);
    }

    @Test
    void await_eventsAndBarriersSpin_otherLatchesDoNot() throws Exception {
        var latch = new Latch(Blocker.Kind.SIGNAL, this, null);
        assertThat(looks(() -> new Event().await(0.001))).isTrue();
        assertThat(looks(() -> meet(2))).isTrue();
        assertThat(looks(() -> meet(Runtime.getRuntime().availableProcessors() + 1)))
                .isFalse();
        assertThat(looks(() -> latch.await(1_000_000))).isFalse();
    }

    @Test
    void awaitSoon_timeoutIncludesTheSpin() throws Exception {
        var latch = new Latch(Blocker.Kind.SIGNAL, this, null);
        var tries = 0;
        long took;
        // Retried, since a thread that loses the processor takes longer. If the spin did not count toward the timeout,
        // every try would take twice the time.
        do {
            assertThat(++tries).isLessThan(1000);
            encourage();
            var begin = System.nanoTime();
            assertThat(latch.awaitSoon(2, AdaptiveSpin.NANOS + 1)).isFalse();
            took = System.nanoTime() - begin;
        } while (took >= 2 * AdaptiveSpin.NANOS);
        assertThat(took).isGreaterThan(AdaptiveSpin.NANOS);
    }
}
