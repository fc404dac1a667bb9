package io.github.threading4j;

import static io.github.threading4j.Threading.sleep;
import static io.github.threading4j.Threading.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeoutTest {
    @Test
    void timeout_inTime_returnsTheValue() throws Exception {
        assertThat(timeout(3_600, () -> "value")).isEqualTo("value");
        assertThat(timeout(Duration.ofHours(1), () -> "value")).isEqualTo("value");
        timeout(3_600, () -> sleep(0));
        timeout(Duration.ofHours(1), () -> sleep(0));
        assertThat(Threading.<Object, RuntimeException>timeout(1, () -> null)).isNull();
    }

    @EachThreadKind
    void timeout_elapsesInAWait_throwsWithTheCause(ThreadKind kind) {
        kind.run(() -> assertThatThrownBy(() -> timeout(0.5, () -> sleep(3_600)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("timed out: timeout of 0.5 s")
                .cause()
                .isInstanceOf(Cancelled.class)
                .hasMessage("the wait was cancelled: timeout of 0.5 s")
                .hasStackTraceContaining("Threading.sleep"));
    }

    @Test
    void timeout_zeroOrNegative_cancelsTheFirstWait() {
        for (var seconds : new double[] {0, -1, Double.NEGATIVE_INFINITY}) {
            var ran = new boolean[1];
            assertThatThrownBy(() -> timeout(seconds, () -> {
                        ran[0] = true;
                        sleep(0);
                    }))
                    .isInstanceOf(TimeoutException.class);
            assertThat(ran[0]).isTrue();
        }
        assertThatThrownBy(() -> timeout(Duration.ofSeconds(-1), () -> sleep(0)))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void timeout_tooLargeToCount_isNone() throws Exception {
        timeout(1e300, () -> assertThat(CancelScope.remaining()).isEmpty());
        timeout(
                Duration.ofSeconds(Long.MAX_VALUE),
                () -> assertThat(CancelScope.remaining()).isEmpty());
    }

    @Test
    void timeout_badArguments_areRejected() {
        assertThatThrownBy(() -> timeout(Double.NaN, () -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> timeout(Double.NaN, () -> 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> timeout((Duration) null, () -> {})).hasMessage("time: null (expected a value)");
        assertThatThrownBy(() -> timeout((Duration) null, () -> 1)).hasMessage("time: null (expected a value)");
        assertThatThrownBy(() -> timeout(1, (ThrowingRunnable<RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> timeout(1, (ThrowingSupplier<String, RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> timeout(Duration.ZERO, (ThrowingRunnable<RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
    }

    /** A body that returned has not timed out, however late it is. */
    @Test
    void timeout_bodyReturnsAfterTheDeadline_returnsTheValue() throws Exception {
        assertThat(timeout(0, () -> "value")).isEqualTo("value");
        timeout(0, () -> {});
    }

    @Test
    void timeout_bodyThrows_throwsThatException() {
        assertThatThrownBy(() -> timeout(0, (ThrowingRunnable<IOException>) () -> {
                    throw new IOException("from the body");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void timeout_bodyThrowsItsOwnTimeoutException_throwsThatException() {
        var own = new TimeoutException("of the body");
        assertThatThrownBy(() -> timeout(3_600, (ThrowingRunnable<TimeoutException>) () -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    @Test
    void nested_innerShorter_theInnerThrowsAndTheOuterContinues() throws Exception {
        timeout(3_600, () -> {
            assertThatThrownBy(() -> timeout(0.01, () -> sleep(60)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("timed out: timeout of 0.01 s");
            sleep(0);
        });
    }

    @Test
    void nested_outerShorter_theOuterThrows() {
        var inner = new boolean[1];
        assertThatThrownBy(() -> timeout(0.01, () -> {
                    try {
                        timeout(3_600, () -> sleep(60));
                    } catch (TimeoutException e) {
                        inner[0] = true;
                    }
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("timed out: timeout of 0.01 s");
        assertThat(inner[0]).isFalse();
    }

    @Test
    void nested_bothElapsed_theOuterThrows() {
        assertThatThrownBy(() -> timeout(0, () -> timeout(0.0, () -> sleep(0))))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("timed out: timeout of 0.0 s")
                .hasNoSuppressedExceptions();
    }

    @Test
    void timeout_inACancelledScope_theScopeTakesIt() throws Exception {
        var scope = new CancelScope();
        scope.cancel();
        assertThat(scope.with(() -> timeout(0, () -> sleep(0)))).isFalse();
    }
}
