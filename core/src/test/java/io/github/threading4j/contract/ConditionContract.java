package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Condition;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;

/** A condition over any kind of lock: how tests create it and inspect its waiters. */
public interface ConditionContract {
    /** A timeout that does not elapse during a test. */
    double LONG = 3_600;

    /** Returns a new condition whose lock is not held; called once per test. */
    Condition create();

    /** Returns whether a thread is blocked in {@code await}, waiting for a signal. */
    default boolean awaitsSignal(Thread thread, Condition condition) {
        return Await.isWaiting(thread, condition);
    }

    /** Returns whether a thread is blocked in {@code await}, reacquiring the lock. */
    default boolean awaitsLock(Thread thread, Condition condition) {
        return Await.isWaiting(thread, condition.getLock());
    }

    /** Waits until all threads of a bunch wait for a signal. */
    default void awaitSignalled(Bunch bunch, Condition condition) {
        for (var thread : bunch.threads()) {
            Await.until(thread + " waits for a signal", () -> awaitsSignal(thread.toJavaThread(), condition));
        }
    }

    /** Waits until all threads of a bunch have stopped waiting for a signal and queue for the lock. */
    default void awaitQueued(Bunch bunch, Condition condition) {
        for (var thread : bunch.threads()) {
            Await.until(thread + " queues for the lock", () -> awaitsLock(thread.toJavaThread(), condition));
        }
    }

    /** Asserts that the calling thread holds the lock once and that no thread waits; releases the lock. */
    default void assertHeldOnceAndNobodyWaits(Condition condition) {
        assertThat(isFree(condition)).isFalse();
        condition.release();
        assertThat(isFree(condition)).isTrue();
        assertThat(condition.toString()).endsWith("waiting=0]");
        assertNobodyTakesSignals(condition);
    }

    /** Asserts that a signal reaches a new waiter and not a waiter that has already left. */
    private void assertNobodyTakesSignals(Condition condition) {
        try (var waiter = Bunch.start(ThreadKind.PLATFORM, index -> {
            try (var hold = condition.hold()) {
                assertThat(condition.await()).isTrue();
            }
        })) {
            awaitSignalled(waiter, condition);
            signal(condition);
        }
    }

    /** Calls {@code signal()} in another thread, with the lock held. */
    default void signal(Condition condition) {
        ThreadKind.PLATFORM.run(() -> condition.with(() -> condition.signal()));
    }

    /** Returns whether another thread could acquire the lock now. */
    default boolean isFree(Condition condition) {
        var free = new boolean[1];
        ThreadKind.PLATFORM.run(() -> {
            free[0] = condition.acquire(false);
            if (free[0]) {
                condition.release();
            }
        });
        return free[0];
    }
}
