package io.github.threading4j;

import static io.github.threading4j.Threading.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a cancellation does to the object of the wait, and what becomes of an error that no scope takes. */
class CancelScopeEffectsTest {
    private static CancelScope cancelled() {
        var scope = new CancelScope();
        scope.cancel();
        return scope;
    }

    /** A barrier is broken by a cancellation as by an interrupt. */
    @EachThreadKind
    void barrier_aPartyIsCancelled_isBrokenForAll(ThreadKind kind) {
        var barrier = new Barrier(3);
        var scope = new CancelScope();
        try (var other = Bunch.start(
                        kind,
                        index -> assertThatThrownBy(barrier::await)
                                .isInstanceOf(java.util.concurrent.BrokenBarrierException.class));
                var waiter = Bunch.start(
                        kind,
                        index -> assertThat(scope.with(() -> {
                                    barrier.await();
                                }))
                                .isFalse())) {
            Await.allWaiting(other, barrier);
            Await.allWaiting(waiter, barrier);
            scope.cancel();
        }
        assertThat(barrier.isBroken()).isTrue();
    }

    @EachThreadKind
    void condition_cancelled_hasItsLockAgainAtFullDepth(ThreadKind kind) {
        var lock = new RLock();
        var condition = new Condition(lock);
        var scope = new CancelScope();
        try (var waiter = Bunch.start(kind, index -> {
            lock.acquire();
            lock.acquire();
            assertThat(scope.with(() -> {
                        condition.await();
                    }))
                    .isFalse();
            assertThat(lock.getHoldCount()).isEqualTo(2);
            lock.release();
            lock.release();
        })) {
            Await.waiting(waiter.thread(), condition);
            scope.cancel();
        }
    }

    @Test
    void cancelled_thatNobodyCatches_isReportedLikeAnyError() throws Exception {
        var kept = new AtomicReference<Cancelled>();
        assertThat(cancelled().with(() -> {
                    try {
                        CancelScope.check();
                    } catch (Cancelled e) {
                        kept.set(e);
                    }
                }))
                .isTrue();
        var reported = new AtomicReference<Throwable>();
        var hook = Threading.getExcepthook();
        Threading.setExcepthook(args -> reported.set(args.exception()));
        try {
            var thread = new NamedThread(() -> {
                throw kept.get();
            });
            thread.start();
            thread.join();
        } finally {
            Threading.setExcepthook(hook);
        }
        assertThat(reported).hasValue(kept.get());
    }

    /** The hook may wait, for example for a lock or a queue of a logger. */
    @Test
    void excepthook_calledInACancelledScope_seesNoScope() throws Exception {
        var seen = new AtomicReference<Throwable>();
        var hook = Threading.getExcepthook();
        Threading.setExcepthook(args -> {
            CancelScope.check();
            seen.set(args.exception());
        });
        try {
            assertThat(cancelled().with(() -> {
                        var future = new io.github.threading4j.futures.Future<String>();
                        future.setResult("value");
                        future.addDoneCallback(done -> {
                            CancelScope.check();
                            throw new IOException("from the callback");
                        });
                    }))
                    .isTrue();
        } finally {
            Threading.setExcepthook(hook);
        }
        assertThat(seen.get()).isInstanceOf(IOException.class);
    }

    /** The deadline will end the wait, so the threads are not stuck. */
    @Test
    void deadlockUnderADeadline_isNotReported() {
        var locks = new RLock[] {new RLock(), new RLock()};
        var both = new Barrier(2);
        try (var pair = Bunch.start(ThreadKind.PLATFORM, 2, index -> {
            locks[index].acquire();
            both.await();
            try {
                Threading.timeout(3_600, () -> locks[1 - index].acquireInterruptibly());
                locks[1 - index].release();
            } catch (InterruptedException e) {
                // by this test
            } finally {
                locks[index].release();
            }
        })) {
            Await.waiting(pair.threads().get(0), locks[1]);
            Await.waiting(pair.threads().get(1), locks[0]);
            assertThat(Threading.findDeadlocks()).isEmpty();
            pair.thread().interrupt();
        }
    }

    /** The hook runs outside of the scope, so it can wait. */
    @Test
    void with_cancelledAndACloseFails_reportsTheFailureOfTheClose() throws Exception {
        var failure = new IOException("from close");
        var reported = new ArrayList<Throwable>();
        Threading.setExcepthook(args -> {
            sleep(0);
            reported.add(args.exception());
        });
        assertThat(cancelled().with(() -> {
                    try (AutoCloseable failing = () -> {
                                throw failure;
                            };
                            AutoCloseable cancelled = () -> sleep(0)) {
                        sleep(0);
                    }
                }))
                .isFalse();
        assertThat(reported).containsExactly(failure);
    }

    @Test
    void with_cancelledAndACloseIsCancelled_reportsOnlyWhatHasFailed() throws Exception {
        var failure = new IOException("from the inner close");
        var reported = new ArrayList<Throwable>();
        Threading.setExcepthook(args -> reported.add(args.exception()));
        assertThat(cancelled().with(() -> {
                    try (AutoCloseable ofFuture = () -> {
                                throw new CancellationException("an awaited task was cancelled");
                            };
                            AutoCloseable cancelled = () -> waitAndClose(failure)) {
                        sleep(0);
                    }
                }))
                .isFalse();
        assertThat(reported).containsExactly(failure);
    }

    @Test
    void with_cancelledAndSuppressedExceptionsAreCyclic_reportsEachFailureOnce() throws Exception {
        var failure = new IOException("from close");
        var reported = new ArrayList<Throwable>();
        Threading.setExcepthook(args -> reported.add(args.exception()));
        assertThat(cancelled().with(() -> {
                    try {
                        sleep(0);
                    } catch (Cancelled e) {
                        for (var i = 0; i < 3; i++) {
                            var cancellation = new CancellationException("cyclic");
                            cancellation.addSuppressed(e);
                            cancellation.addSuppressed(failure);
                            e.addSuppressed(cancellation);
                        }
                        throw e;
                    }
                }))
                .isFalse();
        assertThat(reported).containsExactly(failure);
    }

    /** Is cancelled; then, a close fails. */
    private static void waitAndClose(IOException failure) throws Exception {
        try (AutoCloseable failing = () -> {
            throw failure;
        }) {
            sleep(0);
        }
    }

    @Test
    void withValue_cancelledAndACloseFails_keepsTheFailureInTheCause() {
        var failure = new IOException("from close");
        assertThatThrownBy(() -> cancelled().with((ThrowingSupplier<String, Exception>) () -> {
                    try (AutoCloseable failing = () -> {
                        throw failure;
                    }) {
                        return new Queue<String>().get();
                    }
                }))
                .isInstanceOf(CancellationException.class)
                .cause()
                .hasSuppressedException(failure);
    }
}
