package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;

/**
 * Locks and conditions: the methods without a timeout keep waiting when interrupted, and keep the interrupt status set.
 */
public interface UninterruptibleContract<A extends Acquirable> extends AcquirableContract<A> {
    @EachThreadKind
    default void acquire_interruptedBefore_acquiresAndKeepsTheInterruptStatus(ThreadKind kind) {
        var it = create();
        kind.run(() -> {
            Thread.currentThread().interrupt();
            it.acquire();
            it.release();
            assertThat(it.acquire(true)).isTrue();
            it.release();
            it.hold().close();
            it.with(() -> assertThat(Thread.currentThread().isInterrupted()).isTrue());
            assertThat(it.acquire(false)).isTrue();
            it.release();
            it.tryHold().close();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @EachThreadKind
    default void acquire_interruptedWhileWaiting_acquiresAndKeepsTheInterruptStatus(ThreadKind kind) throws Exception {
        goesOnWaiting(kind, it -> {
            it.acquire();
            it.release();
        });
    }

    @EachThreadKind
    default void acquireTrue_interruptedWhileWaiting_acquiresAndKeepsTheInterruptStatus(ThreadKind kind)
            throws Exception {
        goesOnWaiting(kind, it -> {
            assertThat(it.acquire(true)).isTrue();
            it.release();
        });
    }

    @EachThreadKind
    default void hold_interruptedWhileWaiting_acquiresAndKeepsTheInterruptStatus(ThreadKind kind) throws Exception {
        goesOnWaiting(kind, it -> it.hold().close());
    }

    @EachThreadKind
    default void with_interruptedWhileWaiting_runsTheBodyAndKeepsTheInterruptStatus(ThreadKind kind) throws Exception {
        goesOnWaiting(kind, it -> it.with(() -> {}));
        goesOnWaiting(kind, it -> assertThat(it.with(() -> 1)).isEqualTo(1));
    }

    /** A use of an {@link Acquirable}. */
    interface Use<A> {
        /** Uses it. */
        void of(A acquirable) throws Throwable;
    }

    private void goesOnWaiting(ThreadKind kind, Use<A> use) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.ignored(() -> use.of(it)))) {
            awaitBlocked(waiter, it);
            waiter.thread().interrupt();
            // The woken thread clears its interrupt status, queues again, and restores the status when it has the lock.
            Await.until(
                    "the thread has cleared its interrupt status",
                    () -> !waiter.thread().toJavaThread().isInterrupted());
            awaitBlocked(waiter, it);
            assertThat(isFree(it)).isFalse();
            it.release();
        }
        assertThat(isFree(it)).isTrue();
    }
}
