package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.Target;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Uncaught;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a repeating timer calls its function, and what ends the timer; RepeatingTimerCloseTest covers {@code close}. */
class RepeatingTimerTest {
    /** A factory of timers with an interval in seconds. */
    interface Form {
        /** Creates the timer. */
        RepeatingTimer make(double seconds, Target function);
    }

    static List<Form> forms() {
        return List.of(
                RepeatingTimer::fixedDelay,
                RepeatingTimer::fixedRate,
                (seconds, function) -> RepeatingTimer.fixedDelay(Duration.ofNanos((long) (seconds * 1e9)), function),
                (seconds, function) -> RepeatingTimer.fixedRate(Duration.ofNanos((long) (seconds * 1e9)), function));
    }

    private final AtomicReference<RepeatingTimer> timer = new AtomicReference<>();
    private final AtomicInteger calls = new AtomicInteger();

    private void start(RepeatingTimer made) {
        timer.set(made);
        made.start();
    }

    private void cancelAfter(int times) {
        if (calls.incrementAndGet() == times) {
            timer.get().cancel();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NEGATIVE_INFINITY, Double.NaN})
    void new_intervalNotPositive_isRejected(double seconds) {
        assertThatThrownBy(() -> RepeatingTimer.fixedDelay(seconds, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RepeatingTimer.fixedRate(seconds, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void new_badArguments_areRejected() {
        for (var duration : new Duration[] {Duration.ZERO, Duration.ofNanos(-1)}) {
            assertThatThrownBy(() -> RepeatingTimer.fixedDelay(duration, () -> {}))
                    .hasMessage("interval must be positive: " + duration + " (expected more than 0)");
            assertThatThrownBy(() -> RepeatingTimer.fixedRate(duration, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> RepeatingTimer.fixedDelay(null, () -> {})).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> RepeatingTimer.fixedDelay(1, null)).hasMessage("function: null (expected a value)");
        assertThatThrownBy(() -> RepeatingTimer.fixedRate(Duration.ofDays(1), null))
                .isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void start_callsTheFunctionRepeatedlyInTheTimersThread(Form form) throws Exception {
        var callers = new ArrayList<NamedThread>();
        start(form.make(0.001, () -> {
            callers.add(Threading.currentThread());
            cancelAfter(5);
        }));
        timer.get().join();
        assertThat(callers).hasSize(5).containsOnly(timer.get());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void firstCall_comesAfterOneInterval(Form form) throws Exception {
        var begin = System.nanoTime();
        var called = new AtomicReference<Long>();
        start(form.make(0.02, () -> {
            called.set(System.nanoTime());
            timer.get().cancel();
        }));
        timer.get().join();
        assertThat(called.get() - begin).isGreaterThanOrEqualTo(20_000_000);
    }

    /**
     * Runs a timer whose first call lasts three intervals; returns how often the timer waited before the second call.
     */
    private long waitsAfterALongCall(Form form, List<Long> begins, List<Long> ends) throws InterruptedException {
        var nanos = 10_000_000;
        var waited = new ArrayList<Long>();
        start(form.make(nanos / 1e9, () -> {
            var begin = System.nanoTime();
            begins.add(begin);
            waited.add(waits());
            if (calls.get() == 0) {
                Await.until("three intervals are over", () -> System.nanoTime() - begin > 3 * nanos);
            }
            cancelAfter(2);
            ends.add(System.nanoTime());
        }));
        timer.get().join();
        return waited.get(1) - waited.get(0);
    }

    /** Returns how often the calling platform thread has waited so far. */
    private static long waits() {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId())
                .getWaitedCount();
    }

    @Test
    void fixedDelay_callTakesLong_waitsOneIntervalAfterItsEnd() throws Exception {
        var begins = new ArrayList<Long>();
        var ends = new ArrayList<Long>();
        assertThat(waitsAfterALongCall(RepeatingTimer::fixedDelay, begins, ends))
                .isPositive();
        assertThat(begins.get(1) - ends.get(0)).isGreaterThanOrEqualTo(10_000_000);
    }

    @Test
    void fixedRate_callTakesLong_nextCallFollowsWithoutWaiting() throws Exception {
        assertThat(waitsAfterALongCall(RepeatingTimer::fixedRate, new ArrayList<>(), new ArrayList<>()))
                .isZero();
    }

    @Test
    void fixedRate_callTakesLong_noCallComesBeforeItsScheduledTime() throws Exception {
        var begins = new ArrayList<Long>();
        var begin = System.nanoTime();
        start(RepeatingTimer.fixedRate(0.005, () -> {
            begins.add(System.nanoTime());
            if (calls.get() == 1) {
                Await.until("some calls are late", () -> System.nanoTime() - begin > 25_000_000);
            }
            cancelAfter(8);
        }));
        timer.get().join();
        for (int i = 0; i < 8; i++) {
            assertThat(begins.get(i) - begin).isGreaterThanOrEqualTo((i + 1) * 5_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, Double.POSITIVE_INFINITY})
    void interval_tooLargeToCount_waitsUntilCancelled(double seconds) throws Exception {
        for (Form form : List.<Form>of(RepeatingTimer::fixedDelay, RepeatingTimer::fixedRate)) {
            start(form.make(seconds, calls::incrementAndGet));
            Await.parked(timer.get().toJavaThread());
            timer.get().cancel();
            timer.get().join();
        }
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void function_fails_exceptionIsReportedAndFunctionIsCalledAgain(Form form, Uncaught uncaught) throws Exception {
        var failures =
                List.of(new Exception("first"), new AssertionError("second"), new IllegalStateException("third"));
        start(form.make(0.001, () -> {
            cancelAfter(4);
            if (calls.get() <= 3) {
                throw RepeatingTimerTest.<RuntimeException>asIs(failures.get(calls.get() - 1));
            }
        }));
        timer.get().join();
        assertThat(calls).hasValue(4);
        for (var failure : failures) {
            var args = uncaught.take();
            assertThat(args.exception()).isSameAs(failure);
            assertThat(args.thread()).isSameAs(timer.get());
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X asIs(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void endOnFailure_functionFails_exceptionIsReportedAndTimerEnds(Form form, Uncaught uncaught) throws Exception {
        start(form.make(0.001, () -> {
                    if (calls.incrementAndGet() == 3) {
                        throw new Exception("the third fails");
                    }
                })
                .endOnFailure());
        timer.get().join();
        assertThat(calls).hasValue(3);
        assertThat(uncaught.take().exception()).hasMessage("the third fails");
    }

    @Test
    void function_callsExit_endsWithoutAReport() throws Exception {
        start(RepeatingTimer.fixedDelay(0.001, () -> {
            calls.incrementAndGet();
            throw Threading.exit();
        }));
        timer.get().join();
        assertThat(calls).hasValue(1);
    }

    @Test
    void function_throwsInterruptedException_exceptionIsReportedAndTimerEnds(Uncaught uncaught) throws Exception {
        start(RepeatingTimer.fixedRate(0.001, () -> {
            calls.incrementAndGet();
            throw new InterruptedException("in the function");
        }));
        timer.get().join();
        assertThat(calls).hasValue(1);
        assertThat(uncaught.take().exception()).hasMessage("in the function");
    }

    @Test
    void interrupt_whileTheTimerWaits_endsItWithInterruptedException(Uncaught uncaught) throws Exception {
        start(RepeatingTimer.fixedDelay(3_600, calls::incrementAndGet));
        Await.parked(timer.get().toJavaThread());
        timer.get().interrupt();
        timer.get().join();
        assertThat(uncaught.take().exception()).isInstanceOf(InterruptedException.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void cancel_beforeStart_endsWithoutACall() throws Exception {
        var made = RepeatingTimer.fixedRate(1e-9, calls::incrementAndGet);
        made.cancel();
        made.start();
        made.join();
        assertThat(calls).hasValue(0);
    }

    @Test
    void cancel_duringACall_completesTheCallAndEnds() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        start(RepeatingTimer.fixedRate(1e-9, () -> {
            begun.countDown();
            goOn.await();
            calls.incrementAndGet();
        }));
        begun.await();
        timer.get().cancel();
        timer.get().cancel();
        assertThat(timer.get().isAlive()).isTrue();
        goOn.countDown();
        timer.get().join();
        assertThat(calls).hasValue(1);
    }
}
