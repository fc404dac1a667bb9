package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Condition;
import io.github.threading4j.function.ThrowingBooleanSupplier;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code awaitFor}: how often it evaluates the predicate, and its handling of the predicate's result or exception. */
public interface ConditionAwaitForContract extends ConditionContract {
    /** An overload of {@code awaitFor}. */
    interface Form {
        /** Waits. */
        boolean awaitFor(Condition condition, ThrowingBooleanSupplier predicate) throws InterruptedException;
    }

    /** The overloads, with timeouts that do not elapse during a test. */
    List<Form> FORMS = List.of(
            Condition::awaitFor,
            (condition, predicate) -> condition.awaitFor(predicate, LONG),
            (condition, predicate) -> condition.awaitFor(predicate, 1e300),
            (condition, predicate) -> condition.awaitFor(predicate, Duration.ofHours(1)),
            (condition, predicate) -> condition.awaitFor(predicate, Duration.ofSeconds(Long.MAX_VALUE)));

    /** A predicate that counts its evaluations and is true from a given evaluation on. */
    final class Asked implements ThrowingBooleanSupplier {
        private final int enough;
        private final AtomicInteger times = new AtomicInteger();

        Asked(int enough) {
            this.enough = enough;
        }

        @Override
        public boolean getAsBoolean() {
            return times.incrementAndGet() >= enough;
        }

        int times() {
            return times.get();
        }
    }

    /** Returns a predicate that is never true. */
    private static Asked never() {
        return new Asked(Integer.MAX_VALUE);
    }

    @Test
    default void awaitFor_predicateInitiallyTrue_evaluatesOnceEvenWithoutTheLock() throws Exception {
        var condition = create();
        for (var form : FORMS) {
            var asked = new Asked(1);
            assertThat(form.awaitFor(condition, asked)).isTrue();
            assertThat(asked.times()).isEqualTo(1);
        }
        var polled = new Asked(1);
        assertThat(condition.awaitFor(polled, 0)).isTrue();
        assertThat(polled.times()).isEqualTo(1);
        assertThat(isFree(condition)).isTrue();
    }

    @Test
    default void awaitFor_predicateFalseWithoutTheLock_evaluatesOnceAndIsRejected() {
        var condition = create();
        for (var form : FORMS) {
            var asked = never();
            assertThatThrownBy(() -> form.awaitFor(condition, asked)).isInstanceOf(IllegalMonitorStateException.class);
            assertThat(asked.times()).isEqualTo(1);
        }
        assertThat(condition.toString()).endsWith("waiting=0]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -1e300, Double.NEGATIVE_INFINITY})
    default void awaitFor_zeroOrNegativeSeconds_evaluatesTwice(double seconds) throws Exception {
        var condition = create();
        condition.acquire();
        var no = never();
        assertThat(condition.awaitFor(no, seconds)).isFalse();
        assertThat(no.times()).isEqualTo(2);
        var atLast = new Asked(2);
        assertThat(condition.awaitFor(atLast, seconds)).isTrue();
        assertHeldOnceAndNobodyWaits(condition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    default void awaitFor_zeroOrNegativeDuration_evaluatesTwice(Duration timeout) throws Exception {
        var condition = create();
        condition.acquire();
        var no = never();
        assertThat(condition.awaitFor(no, timeout)).isFalse();
        assertThat(no.times()).isEqualTo(2);
        assertHeldOnceAndNobodyWaits(condition);
    }

    @EachThreadKind
    default void awaitFor_timesOut_evaluatesTwiceAndReturnsTheLastResult(ThreadKind kind) {
        var condition = create();
        kind.run(() -> {
            condition.acquire();
            var begin = System.nanoTime();
            var no = never();
            assertThat(condition.awaitFor(no, 0.02)).isFalse();
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
            assertThat(no.times()).isEqualTo(2);
            assertThat(condition.awaitFor(new Asked(2), Duration.ofMillis(1))).isTrue();
            assertHeldOnceAndNobodyWaits(condition);
        });
    }

    @EachThreadKind
    default void awaitFor_signalled_evaluatesOncePerSignal(ThreadKind kind) {
        var condition = create();
        for (var form : FORMS) {
            var asked = new Asked(4);
            try (var waiter = Bunch.start(kind, index -> {
                condition.acquire();
                assertThat(form.awaitFor(condition, asked)).isTrue();
                assertHeldOnceAndNobodyWaits(condition);
            })) {
                for (int times = 1; times <= 3; times++) {
                    awaitSignalled(waiter, condition);
                    assertThat(asked.times()).isEqualTo(times);
                    signal(condition);
                    // Until the next evaluation, the waiter can appear to be still in its previous wait.
                    var expected = times + 1;
                    Await.until("the predicate is evaluated again", () -> asked.times() == expected);
                }
            }
            assertThat(asked.times()).isEqualTo(4);
        }
    }

    @EachThreadKind
    default void awaitFor_signalledButNeverTrue_timesOut(ThreadKind kind) {
        var condition = create();
        var asked = never();
        try (var waiter = Bunch.start(
                kind,
                index -> condition.with(() -> {
                    var begin = System.nanoTime();
                    assertThat(condition.awaitFor(asked, 0.05)).isFalse();
                    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
                }))) {
            while (waiter.thread().isAlive()) {
                signal(condition); // if each signal restarted the timeout, it would never elapse
            }
        }
        assertThat(asked.times()).isGreaterThanOrEqualTo(2);
    }

    @Test
    default void awaitFor_evaluatesThePredicateWithTheLockHeld() throws Exception {
        var condition = create();
        condition.acquire();
        assertThat(condition.awaitFor(() -> isFree(condition), 0.001)).isFalse();
        assertHeldOnceAndNobodyWaits(condition);
    }

    @Test
    default void awaitFor_predicateThrowsUnchecked_rethrowsWithTheLockHeld() throws Exception {
        var condition = create();
        condition.acquire();
        for (var thrown : List.of(new IllegalStateException("no answer"), new AssertionError("no answer"))) {
            assertThatThrownBy(() -> condition.awaitFor(() -> {
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) thrown;
                    }))
                    .isSameAs(thrown);
        }
        assertHeldOnceAndNobodyWaits(condition);
    }

    @Test
    default void awaitFor_predicateThrowsChecked_wrapsItWithTheLockHeld() throws Exception {
        var condition = create();
        var thrown = new IOException("no answer");
        condition.acquire();
        assertThatThrownBy(() -> condition.awaitFor(() -> {
                    throw thrown;
                }))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("awaitFor")
                .hasCause(thrown);
        assertHeldOnceAndNobodyWaits(condition);
    }

    @Test
    default void awaitFor_predicateThrowsInterruptedException_wrapsItAndSetsTheInterruptStatus() throws Exception {
        var condition = create();
        condition.acquire();
        assertThatThrownBy(() -> condition.awaitFor(() -> {
                    throw new InterruptedException("in the predicate");
                }))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertHeldOnceAndNobodyWaits(condition);
    }

    @EachThreadKind
    default void awaitFor_predicateThrowsAfterASignal_throwsWithTheLockHeld(ThreadKind kind) {
        var condition = create();
        var asked = new Asked(2);
        try (var waiter = Bunch.start(kind, index -> {
            condition.acquire();
            assertThatThrownBy(() -> condition.awaitFor(() -> {
                        if (asked.getAsBoolean()) {
                            throw new IllegalStateException("no second answer");
                        }
                        return false;
                    }))
                    .hasMessage("no second answer");
            assertHeldOnceAndNobodyWaits(condition);
        })) {
            awaitSignalled(waiter, condition);
            signal(condition);
        }
    }

    @EachThreadKind
    default void awaitFor_interruptedWhileWaiting_throwsWithTheLockHeld(ThreadKind kind) {
        var condition = create();
        for (var form : FORMS) {
            try (var waiter = Bunch.start(kind, index -> {
                condition.acquire();
                Interrupts.during(() -> form.awaitFor(condition, () -> false));
                assertHeldOnceAndNobodyWaits(condition);
            })) {
                awaitSignalled(waiter, condition);
                waiter.thread().interrupt();
            }
        }
    }

    @Test
    default void awaitFor_badArguments_areRejectedWithoutEvaluating() throws Exception {
        var condition = create();
        var asked = new Asked(1);
        condition.acquire();
        assertThatThrownBy(() -> condition.awaitFor(asked, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> condition.awaitFor(asked, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> condition.awaitFor(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> condition.awaitFor(null, 1)).isInstanceOf(NullPointerException.class);
        assertThat(asked.times()).isZero();
        assertHeldOnceAndNobodyWaits(condition);
    }
}
