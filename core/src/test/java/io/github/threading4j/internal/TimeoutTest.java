package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleToLongFunction;
import org.junit.jupiter.api.Test;

class TimeoutTest {
    private static final List<DoubleToLongFunction> RULES =
            List.of(Timeout::ofLock, Timeout::orPoll, Timeout::ofQueue, Timeout::ofSleep);

    /** Returns numbers of seconds of every magnitude, and edge cases. */
    private static double[] secondsThatCount() {
        var random = new SplittableRandom(42);
        var numbers = new double[10_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.scalb(random.nextDouble(), random.nextInt(-60, 33));
        }
        var tricky = new double[] {Double.MIN_VALUE, 1e-10, 1e-9, 1.0000000001e-9, 0.1, 0.3, 1 / 3.0, 1, 86_400};
        System.arraycopy(tricky, 0, numbers, 0, tricky.length);
        return numbers;
    }

    @Test
    void everyRule_finiteTimeout_isRoundedUpToNanos() {
        for (var seconds : secondsThatCount()) {
            // As in Python, the product is computed in floating point and rounded up to the next integer.
            var expected = new BigDecimal(seconds * 1e9)
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
            for (var rule : RULES) {
                assertThat(rule.applyAsLong(seconds)).as("%s s", seconds).isEqualTo(expected);
            }
            assertThat(expected).as("%s s", seconds).isPositive().isLessThan(Timeout.FOREVER);
        }
    }

    @Test
    void everyRule_zero_isZero() {
        for (var rule : RULES) {
            assertThat(rule.applyAsLong(0)).isZero();
            assertThat(rule.applyAsLong(-0.0)).isZero();
        }
    }

    @Test
    void everyRule_tooLarge_isForever() {
        for (var rule : RULES) {
            assertThat(rule.applyAsLong(Timeout.MAX_SECONDS)).isEqualTo(Timeout.FOREVER);
            assertThat(rule.applyAsLong(Math.nextDown(Timeout.MAX_SECONDS)))
                    .isLessThan(Timeout.FOREVER)
                    .isGreaterThan(9_223_372_035_000_000_000L);
            assertThat(rule.applyAsLong(1e300)).isEqualTo(Timeout.FOREVER);
            assertThat(rule.applyAsLong(Double.POSITIVE_INFINITY)).isEqualTo(Timeout.FOREVER);
        }
    }

    @Test
    void everyRule_nan_isRejected() {
        for (var rule : RULES) {
            assertThatThrownBy(() -> rule.applyAsLong(Double.NaN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("invalid (timeout|sleep length): NaN \\(expected a number of seconds\\)");
        }
    }

    @Test
    void negativeTimeout_inEachRule_isRejectedOrPollsOrWaitsForever() {
        assertThat(Timeout.ofLock(-1)).isEqualTo(Timeout.FOREVER);
        for (var seconds : new double[] {-1e-300, -0.5, -2, -1e300, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> Timeout.ofLock(seconds)).hasMessageContaining(": " + seconds + " (");
            assertThatThrownBy(() -> Timeout.ofSleep(seconds)).hasMessageContaining(": " + seconds + " (");
            assertThat(Timeout.orPoll(seconds)).isZero();
            assertThat(Timeout.ofQueue(seconds)).isNegative();
            assertThatThrownBy(() -> Timeout.refuse(Timeout.ofQueue(seconds)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'timeout' must be a non-negative number: " + seconds + " (");
        }
        assertThat(Timeout.orPoll(-1)).isZero();
        Timeout.refuse(0);
        Timeout.refuse(Timeout.FOREVER);
    }

    @Test
    void ofUnit_negativeIsZero_tooLargeIsForever() {
        assertThat(Timeout.of(2, TimeUnit.MILLISECONDS)).isEqualTo(2_000_000);
        assertThat(Timeout.of(-1, TimeUnit.NANOSECONDS)).isZero();
        assertThat(Timeout.of(Long.MIN_VALUE, TimeUnit.DAYS)).isZero();
        assertThat(Timeout.of(Long.MAX_VALUE, TimeUnit.SECONDS)).isEqualTo(Timeout.FOREVER);
        assertThatThrownBy(() -> Timeout.of(1, null)).hasMessage("unit: null (expected a value)");
    }

    @Test
    void ofDuration_inRange_isExact() {
        assertThat(Timeout.of(Duration.ZERO)).isZero();
        assertThat(Timeout.of(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Timeout.of(Duration.ofDays(365))).isEqualTo(365L * 86_400 * 1_000_000_000);
        var largest = Duration.ofSeconds(9_223_372_035L, 999_999_999);
        assertThat(Timeout.of(largest)).isEqualTo(largest.toNanos()).isLessThan(Timeout.FOREVER);
    }

    @Test
    void ofDuration_tooLargeIsForever_negativeIsZero_nullIsRejected() {
        assertThat(Timeout.of(Duration.ofSeconds(9_223_372_036L))).isEqualTo(Timeout.FOREVER);
        assertThat(Timeout.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))).isEqualTo(Timeout.FOREVER);
        assertThat(Timeout.of(Duration.ofNanos(-1))).isZero();
        assertThat(Timeout.of(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
        assertThatThrownBy(() -> Timeout.of(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void left_isTheTimeUntilTheDeadline_foreverStaysForever() {
        var begin = System.nanoTime();
        assertThat(Timeout.left(begin + 1_000_000_000_000L, 1_000_000_000_000L))
                .isPositive()
                .isLessThanOrEqualTo(1_000_000_000_000L);
        assertThat(Timeout.left(begin - 1, 5)).isNegative();
        assertThat(Timeout.left(begin + Timeout.FOREVER, Timeout.FOREVER)).isEqualTo(Timeout.FOREVER);
        // A deadline whose nanoTime overflows is still in the future.
        var almostForever = Timeout.FOREVER - 1;
        assertThat(Timeout.left(System.nanoTime() + almostForever, almostForever))
                .isPositive();
    }
}
