package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;

/** The forms without a timeout go on waiting when interrupted, and leave the flag set: the locks and conditions. */
public interface UninterruptibleContract<A extends Acquirable> extends AcquirableContract<A> {
    @EachThreadKind
    default void acquire_interruptedBefore_acquiresAndKeepsTheFlag(ThreadKind kind) {
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
    default void acquire_interruptedWhileWaiting_waitsOnAndKeepsTheFlag(ThreadKind kind) throws Exception {
        goesOnWaiting(kind, it -> {
            it.acquire();
            it.release();
        });
    }

    @EachThreadKind
    default void acquireTrue_interruptedWhileWaiting_waitsOnAndKeepsTheFlag(ThreadKind kind) throws Exception {
        goesOnWaiting(kind, it -> {
            assertThat(it.acquire(true)).isTrue();
            it.release();
        });
    }

    @EachThreadKind
    default void hold_interruptedWhileWaiting_waitsOnAndKeepsTheFlag(ThreadKind kind) throws Exception {
        goesOnWaiting(kind, it -> it.hold().close());
    }

    @EachThreadKind
    default void with_interruptedWhileWaiting_waitsOnAndKeepsTheFlag(ThreadKind kind) throws Exception {
        goesOnWaiting(kind, it -> it.with(() -> {}));
        goesOnWaiting(kind, it -> assertThat(it.with(() -> 1)).isEqualTo(1));
    }

    /** Something done with an Acquirable. */
    interface Use<A> {
        /** Does it. */
        void of(A acquirable) throws Throwable;
    }

    private void goesOnWaiting(ThreadKind kind, Use<A> use) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.ignored(() -> use.of(it)))) {
            awaitBlocked(waiter, it);
            waiter.thread().interrupt();
            // Woken by the interrupt it takes the flag down, to put it up again in the end, and queues again.
            Await.until(
                    "the interrupt is noticed",
                    () -> !waiter.thread().toJavaThread().isInterrupted());
            awaitBlocked(waiter, it);
            assertThat(isFree(it)).isFalse();
            it.release();
        }
        assertThat(isFree(it)).isTrue();
    }
}
