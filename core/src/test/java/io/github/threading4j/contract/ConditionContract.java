package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Condition;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;

/** A condition over some lock: how tests make one and look at those who wait. */
public interface ConditionContract {
    /** So long that no test sees its end. */
    double LONG = 3_600;

    /** A new condition whose lock nobody has; one per test. */
    Condition create();

    /** Whether a thread is blocked in {@code await}, waiting for a signal. */
    default boolean awaitsSignal(Thread thread, Condition condition) {
        return Await.isWaiting(thread, condition);
    }

    /** Whether a thread is blocked in {@code await}, acquiring the lock again. */
    default boolean awaitsLock(Thread thread, Condition condition) {
        return Await.isWaiting(thread, condition.getLock());
    }

    /** Waits until all threads of a bunch wait for a signal. */
    default void awaitSignalled(Bunch bunch, Condition condition) {
        for (var thread : bunch.threads()) {
            Await.until(thread + " waits for a signal", () -> awaitsSignal(thread.toJavaThread(), condition));
        }
    }

    /** Waits until all threads of a bunch have stopped to wait for a signal and queue for the lock. */
    default void awaitQueued(Bunch bunch, Condition condition) {
        for (var thread : bunch.threads()) {
            Await.until(thread + " queues for the lock", () -> awaitsLock(thread.toJavaThread(), condition));
        }
    }

    /** The calling thread has the lock, once, and nobody waits. */
    default void assertHeldOnceAndNobodyWaits(Condition condition) {
        assertThat(isFree(condition)).isFalse();
        condition.release();
        assertThat(isFree(condition)).isTrue();
        assertThat(condition.toString()).endsWith("waiting=0]");
        assertNobodyTakesSignals(condition);
    }

    /** A signal reaches the one who waits: nobody who has left takes it in his place. */
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

    /** Signals one, as a thread that does nothing else. */
    default void signal(Condition condition) {
        ThreadKind.PLATFORM.run(() -> condition.with(() -> condition.signal()));
    }

    /** Whether another thread could acquire the lock now. */
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
