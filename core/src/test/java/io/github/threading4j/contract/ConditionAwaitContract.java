package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Condition;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All overloads of {@code await}: what they return, and that the thread has reacquired the lock however the wait ends.
 */
public interface ConditionAwaitContract extends ConditionContract {
    /** An overload of {@code await}. */
    interface Form {
        /** Waits. */
        boolean await(Condition condition) throws InterruptedException;
    }

    /** The overloads, with timeouts that do not elapse during a test. */
    List<Form> FORMS = List.of(
            Condition::await,
            condition -> condition.await(LONG),
            condition -> condition.await(1e300),
            condition -> condition.await(Double.POSITIVE_INFINITY),
            condition -> condition.await(Duration.ofHours(1)),
            condition -> condition.await(Duration.ofSeconds(Long.MAX_VALUE)));

    @EachThreadKind
    default void await_signalled_returnsTrueWithTheLockHeld(ThreadKind kind) {
        var condition = create();
        for (var form : FORMS) {
            try (var waiter = Bunch.start(kind, index -> {
                condition.acquire();
                assertThat(form.await(condition)).isTrue();
                assertThat(isFree(condition)).isFalse();
                condition.release();
            })) {
                awaitSignalled(waiter, condition);
                signal(condition);
            }
            assertThat(isFree(condition)).isTrue();
        }
    }

    @EachThreadKind
    default void await_whileWaiting_releasesTheLock(ThreadKind kind) {
        var condition = create();
        try (var waiter = Bunch.start(kind, index -> condition.with(() -> condition.await()))) {
            awaitSignalled(waiter, condition);
            assertThat(isFree(condition)).isTrue();
            signal(condition);
        }
    }

    @EachThreadKind
    default void await_timesOut_returnsFalseWithTheLockHeld(ThreadKind kind) {
        var condition = create();
        kind.run(() -> {
            for (var form : List.<Form>of(c -> c.await(0.02), c -> c.await(Duration.ofMillis(20)))) {
                condition.acquire();
                var begin = System.nanoTime();
                assertThat(form.await(condition)).isFalse();
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
                assertHeldOnceAndNobodyWaits(condition);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, -1e-9, -1e300, Double.NEGATIVE_INFINITY})
    default void await_zeroOrNegativeSeconds_returnsFalseWithTheLockHeld(double seconds) throws Exception {
        var condition = create();
        condition.acquire();
        assertThat(condition.await(seconds)).isFalse();
        assertHeldOnceAndNobodyWaits(condition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-2562047788015215H"})
    default void await_zeroOrNegativeDuration_returnsFalseWithTheLockHeld(Duration timeout) throws Exception {
        var condition = create();
        condition.acquire();
        assertThat(condition.await(timeout)).isFalse();
        assertHeldOnceAndNobodyWaits(condition);
    }

    @EachThreadKind
    default void await_zeroTimeout_releasesTheLockTemporarily(ThreadKind kind) throws Exception {
        var condition = create();
        var acquired = new CountDownLatch(1);
        condition.acquire();
        try (var other = Bunch.start(kind, index -> condition.with(acquired::countDown))) {
            while (acquired.getCount() > 0) {
                assertThat(condition.await(0)).isFalse();
            }
        }
        assertHeldOnceAndNobodyWaits(condition);
    }

    @Test
    default void await_nan_isRejectedWithTheLockHeld() throws Exception {
        var condition = create();
        condition.acquire();
        assertThatThrownBy(() -> condition.await(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertHeldOnceAndNobodyWaits(condition);
    }

    @Test
    default void await_null_isRejectedWithTheLockHeld() throws Exception {
        var condition = create();
        condition.acquire();
        assertThatThrownBy(() -> condition.await(null)).isInstanceOf(NullPointerException.class);
        assertHeldOnceAndNobodyWaits(condition);
    }

    @EachThreadKind
    default void await_lockNotHeld_isRejected(ThreadKind kind) {
        var condition = create();
        kind.run(() -> FORMS.forEach(form -> assertUnheld(() -> form.await(condition))));
        kind.run(() -> assertUnheld(() -> condition.await(0)));
        assertThat(condition.toString()).endsWith("waiting=0]");
        assertThat(isFree(condition)).isTrue();
    }

    @EachThreadKind
    default void await_lockHeldByAnotherThread_isRejected(ThreadKind kind) throws Exception {
        var condition = create();
        condition.acquire();
        kind.run(() -> FORMS.forEach(form -> assertUnheld(() -> form.await(condition))));
        assertHeldOnceAndNobodyWaits(condition);
    }

    private static void assertUnheld(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalMonitorStateException.class);
    }

    @EachThreadKind
    default void await_interruptedBefore_throwsWithTheLockHeld(ThreadKind kind) {
        var condition = create();
        kind.run(() -> {
            for (var form : FORMS) {
                condition.acquire();
                Interrupts.before(() -> form.await(condition));
                assertHeldOnceAndNobodyWaits(condition);
            }
        });
    }

    @EachThreadKind
    default void await_interruptedWhileWaiting_throwsWithTheLockHeld(ThreadKind kind) {
        var condition = create();
        for (var form : FORMS) {
            try (var waiter = Bunch.start(kind, index -> {
                condition.acquire();
                Interrupts.during(() -> form.await(condition));
                assertHeldOnceAndNobodyWaits(condition);
            })) {
                awaitSignalled(waiter, condition);
                waiter.thread().interrupt();
            }
        }
    }

    @EachThreadKind
    default void await_interruptedWhileAnotherHoldsTheLock_reacquiresItBeforeThrowing(ThreadKind kind)
            throws Exception {
        var condition = create();
        try (var waiter = Bunch.start(kind, index -> {
            condition.acquire();
            Interrupts.during(condition::await);
            assertHeldOnceAndNobodyWaits(condition);
        })) {
            awaitSignalled(waiter, condition);
            condition.acquire();
            waiter.thread().interrupt();
            awaitQueued(waiter, condition);
            assertThat(waiter.thread().isAlive()).isTrue();
            condition.release();
        }
    }
}
