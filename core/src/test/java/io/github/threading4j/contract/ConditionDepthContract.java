package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Condition;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A condition over a reentrant lock that is held three times. The hold count is restored however a wait ends. */
public interface ConditionDepthContract extends ConditionContract {
    /** Returns the calling thread's hold count of the condition's lock. */
    long depth(Condition condition);

    /** A wait, and the assertion of its outcome. */
    interface Wait {
        /** Waits. */
        void in(Condition condition) throws Throwable;
    }

    private void staysAtDepthThree(Condition condition, Wait wait) throws Throwable {
        for (int i = 0; i < 3; i++) {
            condition.acquire();
        }
        wait.in(condition);
        assertThat(depth(condition)).isEqualTo(3);
        condition.release();
        condition.release();
        assertHeldOnceAndNobodyWaits(condition);
    }

    private Bunch threeDeep(ThreadKind kind, Condition condition, Wait wait) {
        return Bunch.start(kind, index -> staysAtDepthThree(condition, wait));
    }

    @EachThreadKind
    default void await_holdCount3_releasesTheLock(ThreadKind kind) {
        var condition = create();
        try (var waiter = threeDeep(kind, condition, Condition::await)) {
            awaitSignalled(waiter, condition);
            assertThat(isFree(condition)).isTrue();
            signal(condition);
        }
    }

    @EachThreadKind
    default void await_holdCount3Signalled_restoresTheHoldCount(ThreadKind kind) {
        var condition = create();
        for (var form : ConditionAwaitContract.FORMS) {
            try (var waiter =
                    threeDeep(kind, condition, it -> assertThat(form.await(it)).isTrue())) {
                awaitSignalled(waiter, condition);
                signal(condition);
            }
        }
    }

    @EachThreadKind
    default void await_holdCount3TimedOut_restoresTheHoldCount(ThreadKind kind) {
        var condition = create();
        for (var seconds : new double[] {0, -1, 0.001}) {
            threeDeep(kind, condition, it -> assertThat(it.await(seconds)).isFalse())
                    .close();
        }
    }

    @EachThreadKind
    default void await_holdCount3TimedOutWhileAnotherThreadHoldsTheLock_restoresTheHoldCount(ThreadKind kind)
            throws Exception {
        var condition = create();
        var seconds = 0.01;
        while (!timesOutWhileThisThreadHoldsTheLock(kind, condition, seconds)) {
            seconds *= 2;
        }
    }

    /** Returns false if the wait timed out before this thread acquired the lock. */
    private boolean timesOutWhileThisThreadHoldsTheLock(ThreadKind kind, Condition condition, double seconds)
            throws InterruptedException {
        var over = new AtomicBoolean();
        try (var waiter = threeDeep(kind, condition, it -> {
            assertThat(it.await(seconds)).isFalse();
            over.set(true);
        })) {
            Await.until(
                    "the thread waits, or has timed out",
                    () -> over.get() || !condition.toString().endsWith("waiting=0]"));
            condition.acquire();
            try {
                if (over.get()) {
                    return false;
                }
                awaitQueued(waiter, condition);
                return true;
            } finally {
                condition.release();
            }
        }
    }

    @EachThreadKind
    default void await_holdCount3Interrupted_restoresTheHoldCount(ThreadKind kind) {
        var condition = create();
        for (var form : ConditionAwaitContract.FORMS) {
            try (var waiter = threeDeep(kind, condition, it -> Interrupts.during(() -> form.await(it)))) {
                awaitSignalled(waiter, condition);
                waiter.thread().interrupt();
            }
            threeDeep(kind, condition, it -> Interrupts.before(() -> form.await(it)))
                    .close();
        }
    }

    @EachThreadKind
    default void await_holdCount3InterruptedAfterTheSignal_restoresTheHoldCount(ThreadKind kind) throws Exception {
        var condition = create();
        try (var waiter = threeDeep(kind, condition, it -> {
            assertThat(it.await()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        })) {
            awaitSignalled(waiter, condition);
            condition.acquire();
            condition.signal();
            waiter.thread().interrupt();
            condition.release();
        }
    }

    @EachThreadKind
    default void awaitFor_holdCount3PredicateThrows_restoresTheHoldCount(ThreadKind kind) {
        var condition = create();
        var asked = new int[1];
        try (var waiter = threeDeep(
                kind,
                condition,
                it -> assertThatThrownBy(() -> it.awaitFor(() -> {
                            assertThat(depth(it)).isEqualTo(3);
                            if (asked[0]++ > 0) {
                                throw new IllegalStateException("no second answer");
                            }
                            return false;
                        }))
                        .hasMessage("no second answer"))) {
            awaitSignalled(waiter, condition);
            signal(condition);
        }
        assertThat(asked[0]).isEqualTo(2);
    }

    @EachThreadKind
    default void awaitFor_holdCount3TimedOut_restoresTheHoldCount(ThreadKind kind) {
        var condition = create();
        for (var seconds : new double[] {0, -1, 0.001}) {
            threeDeep(
                            kind,
                            condition,
                            it -> assertThat(it.awaitFor(() -> false, seconds)).isFalse())
                    .close();
        }
    }

    @Test
    default void await_holdCount3BadTimeout_keepsTheHoldCount() throws Throwable {
        var condition = create();
        staysAtDepthThree(condition, it -> {
            assertThatThrownBy(() -> it.await(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> it.await(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> it.awaitFor(() -> false, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    default void signal_holdCount3_keepsTheHoldCount() throws Throwable {
        var condition = create();
        staysAtDepthThree(condition, it -> {
            it.signal();
            it.signal(2);
            it.signalAll();
        });
    }
}
