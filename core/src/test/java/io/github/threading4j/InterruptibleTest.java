package io.github.threading4j;

import static io.github.threading4j.Threading.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** {@link CancelScope#interruptible}. */
class InterruptibleTest {
    private static void assertNotInterrupted() {
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void interruptible_returnsTheValueOrThrowsTheException() throws Exception {
        assertThat(CancelScope.interruptible(() -> "value")).isEqualTo("value");
        assertThatThrownBy(() -> CancelScope.interruptible((ThrowingRunnable<IOException>) () -> {
                    throw new IOException("from the body");
                }))
                .isInstanceOf(IOException.class);
    }

    @EachThreadKind
    void cancel_duringAForeignWait_interruptsIt(ThreadKind kind) {
        var scope = new CancelScope();
        try (var waiter = Bunch.start(kind, index -> {
            assertThat(scope.with(() -> CancelScope.interruptible(() -> new CountDownLatch(1).await())))
                    .isFalse();
            assertNotInterrupted();
        })) {
            Await.parked(waiter.thread().toJavaThread());
            scope.cancel();
        }
    }

    @EachThreadKind
    void cancel_scopeEnteredInside_interruptsTheForeignWait(ThreadKind kind) {
        var scope = new CancelScope();
        try (var waiter = Bunch.start(
                kind,
                index -> CancelScope.interruptible(() -> {
                    assertThatThrownBy(() -> scope.with(() -> new CountDownLatch(1).await()))
                            .isInstanceOf(InterruptedException.class); // Cancelled only at the end of the block
                    assertNotInterrupted();
                }))) {
            Await.parked(waiter.thread().toJavaThread());
            scope.cancel();
        }
    }

    @EachThreadKind
    void cancelledBefore_interruptsTheForeignWait(ThreadKind kind) {
        var scope = new CancelScope();
        scope.cancel();
        kind.run(() -> {
            assertThat(scope.with(() -> CancelScope.interruptible(() -> new CountDownLatch(1).await())))
                    .isFalse();
            assertNotInterrupted();
        });
    }

    @EachThreadKind
    void deadline_passesInAForeignWait_interruptsIt(ThreadKind kind) {
        kind.run(() -> {
            assertThatThrownBy(() ->
                            timeout(0.02, () -> CancelScope.interruptible(() -> new CountDownLatch(1).await())))
                    .isInstanceOf(TimeoutException.class);
            assertNotInterrupted();
            assertThatThrownBy(() -> CancelScope.interruptible(() -> timeout(0.02, () -> {
                        LockSupport.park(); // returns when the thread is interrupted
                        CancelScope.check();
                    })))
                    .isInstanceOf(TimeoutException.class);
            assertNotInterrupted();
        });
    }

    @EachThreadKind
    void ownWait_inside_isCancelledAsElsewhere(ThreadKind kind) {
        var scope = new CancelScope();
        var event = new Event();
        try (var waiter = Bunch.start(kind, index -> {
            assertThat(scope.with(() -> CancelScope.interruptible(() -> {
                        assertThatThrownBy(event::await).isInstanceOf(Cancelled.class);
                        assertThat(Thread.currentThread().isInterrupted()).isTrue(); // for the next foreign wait
                        new CountDownLatch(1).await(); // throws InterruptedException
                    })))
                    .isFalse();
            assertNotInterrupted();
        })) {
            Await.waiting(waiter.thread(), event);
            scope.cancel();
        }
    }

    @EachThreadKind
    void shield_inside_isNotInterrupted(ThreadKind kind) {
        var scope = new CancelScope();
        var go = new CountDownLatch(1);
        try (var waiter = Bunch.start(
                kind,
                index -> assertThat(scope.with(() -> CancelScope.interruptible(() -> CancelScope.shield(() -> {
                            go.await();
                            assertNotInterrupted();
                        }))))
                        .isTrue())) {
            Await.parked(waiter.thread().toJavaThread());
            scope.cancel();
            go.countDown();
        }
    }

    @Test
    void cancel_noticedByNothing_leavesNoInterrupt() throws Exception {
        var scope = new CancelScope();
        assertThat(scope.with(() -> CancelScope.interruptible(() -> {
                    scope.cancel();
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                })))
                .isTrue();
        assertNotInterrupted();
    }

    @Test
    void restoredInterruptOfACancellation_isTakenBack() throws Exception {
        var scope = new CancelScope();
        assertThat(scope.with(() -> CancelScope.interruptible(() -> {
                    scope.cancel();
                    assertThat(Thread.interrupted()).isTrue();
                    NamedThread.class.getName();
                    Thread.currentThread().interrupt(); // as foreign code does after an InterruptedException
                })))
                .isTrue();
        assertNotInterrupted();
    }

    @EachThreadKind
    void interruptByAnother_isThrownUnchanged(ThreadKind kind) {
        try (var waiter = Bunch.start(
                kind,
                index -> assertThatThrownBy(() -> new CancelScope()
                                .with(() -> CancelScope.interruptible(() -> new CountDownLatch(1).await())))
                        .isInstanceOf(InterruptedException.class))) {
            Await.parked(waiter.thread().toJavaThread());
            waiter.thread().interrupt();
        }
    }

    @EachThreadKind
    void interruptByAnotherAndCancel_bothAreSeen(ThreadKind kind) {
        var scope = new CancelScope();
        var both = new CountDownLatch(1);
        try (var waiter = Bunch.start(kind, index -> {
            assertThat(scope.with(() -> CancelScope.interruptible(() -> {
                        while (both.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                        new CountDownLatch(1).await();
                    })))
                    .isFalse();
            assertThat(Thread.interrupted()).isTrue();
        })) {
            Await.until("inside", () -> waiter.thread().isAlive());
            scope.cancel();
            waiter.thread().interrupt();
            both.countDown();
        }
    }

    @Test
    void interruptible_inAPoolTaskOfTheCaller_isSuspended() throws Exception {
        var scope = new CancelScope();
        assertThat(scope.with(() -> CancelScope.interruptible(() -> {
                    var future = new io.github.threading4j.futures.Future<String>();
                    future.setResult("value");
                    scope.cancel();
                    future.addDoneCallback(done -> assertNotInterrupted());
                    assertThat(Thread.interrupted()).isTrue();
                })))
                .isTrue();
        assertNotInterrupted();
    }
}
