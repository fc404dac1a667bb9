package io.github.threading4j;

import static io.github.threading4j.Threading.sleep;
import static io.github.threading4j.Threading.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CancelScopeTest {
    private static CancelScope cancelled() {
        var scope = new CancelScope();
        scope.cancel();
        return scope;
    }

    @Test
    void with_notCancelled_runsTheBodyToItsEnd() throws Exception {
        var scope = new CancelScope();
        assertThat(scope.with(() -> sleep(0))).isTrue();
        assertThat(scope.with(() -> "value")).isEqualTo("value");
        assertThat(scope.<Object, RuntimeException>with(() -> null)).isNull();
        assertThat(scope.isCancelled()).isFalse();
    }

    @Test
    void with_cancelledBefore_runsTheBodyUntilItsFirstWait() throws Exception {
        var last = new AtomicReference<String>();
        assertThat(cancelled().with(() -> {
                    last.set("before the wait");
                    sleep(0);
                    last.set("after the wait");
                }))
                .isFalse();
        assertThat(last).hasValue("before the wait");
    }

    @Test
    void withValue_cancelled_throwsCancellationExceptionWithThePlaceOfTheWait() {
        assertThatThrownBy(() -> cancelled().with(() -> new Queue<String>().get()))
                .isInstanceOf(CancellationException.class)
                .hasMessage("the body was cancelled: CancelScope[cancelled]")
                .cause()
                .isInstanceOf(Cancelled.class)
                .hasMessage("the wait was cancelled: CancelScope[cancelled]")
                .hasStackTraceContaining("Queue.get");
    }

    @Test
    void with_bodyReturnsAlthoughCancelled_returnsItsValue() {
        var scope = new CancelScope();
        assertThat(scope.with(() -> {
                    scope.cancel();
                    return "value";
                }))
                .isEqualTo("value");
        assertThat(scope.with(() -> {})).isTrue();
    }

    @Test
    void with_bodyThrowsSomethingElseAlthoughCancelled_throwsIt() {
        assertThatThrownBy(() -> cancelled().with((ThrowingRunnable<IOException>) () -> {
                    throw new IOException("from the body");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("from the body");
        assertThatThrownBy(() -> cancelled().with((ThrowingSupplier<String, Exception>) () -> {
                    try {
                        sleep(0);
                        return "not cancelled";
                    } catch (Cancelled e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void with_bodyCatchesCancelledAndWaitsAgain_eachWaitIsCancelled() throws Exception {
        assertThat(cancelled().with(() -> {
                    for (var i = 0; i < 3; i++) {
                        assertThatThrownBy(() -> sleep(0)).isInstanceOf(Cancelled.class);
                        assertThatThrownBy(CancelScope::check).isInstanceOf(Cancelled.class);
                    }
                }))
                .isTrue();
    }

    @Test
    void with_null_isRejected() {
        var scope = new CancelScope();
        assertThatThrownBy(() -> scope.with((ThrowingRunnable<RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> scope.with((ThrowingSupplier<String, RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> CancelScope.shield((ThrowingRunnable<RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> CancelScope.shield((ThrowingSupplier<String, RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> CancelScope.interruptible((ThrowingRunnable<RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> CancelScope.interruptible((ThrowingSupplier<String, RuntimeException>) null))
                .hasMessage("body: null (expected a value)");
        assertThatThrownBy(() -> new CancelScope(null)).hasMessage("name: null (expected a value)");
    }

    @Test
    void toString_showsNameAndState() {
        assertThat(new CancelScope()).hasToString("CancelScope[not cancelled]");
        var scope = new CancelScope("jobs");
        assertThat(scope).hasToString("CancelScope[name=jobs, not cancelled]");
        scope.cancel();
        scope.cancel();
        assertThat(scope).hasToString("CancelScope[name=jobs, cancelled]");
    }

    @Test
    void nested_outerCancelled_theOuterTakesIt() throws Exception {
        var outer = new CancelScope();
        var inner = new CancelScope();
        var reached = new boolean[1];
        assertThat(outer.with(() -> {
                    outer.cancel();
                    reached[0] = inner.with(() -> sleep(0));
                    reached[0] = true;
                }))
                .isFalse();
        assertThat(reached[0]).isFalse();
    }

    @Test
    void nested_bothCancelled_theOuterTakesIt() throws Exception {
        var outer = new CancelScope("outer");
        var inner = cancelled();
        var reached = new boolean[1];
        assertThat(outer.with(() -> {
                    outer.cancel();
                    try {
                        var unused = inner.with(() -> sleep(0));
                        reached[0] = true;
                    } catch (Cancelled e) {
                        assertThat(e).hasMessage("the wait was cancelled: CancelScope[name=outer, cancelled]");
                        throw e;
                    }
                }))
                .isFalse();
        assertThat(reached[0]).isFalse();
    }

    @Test
    void nested_innerCancelled_theOuterContinues() throws Exception {
        assertThat(new CancelScope().with(() -> {
                    assertThat(cancelled().with(() -> sleep(0))).isFalse();
                    sleep(0);
                }))
                .isTrue();
    }

    /** The outer scope is cancelled only after the inner wait has thrown: whose error it is, is decided on leaving. */
    @Test
    void nested_outerCancelledWhileTheErrorIsOnItsWay_theOuterTakesIt() throws Exception {
        var outer = new CancelScope();
        assertThat(outer.with(() -> {
                    assertThat(cancelled().with(() -> {
                                try {
                                    sleep(0);
                                } finally {
                                    outer.cancel();
                                }
                            }))
                            .isFalse();
                }))
                .isFalse();
    }

    @Test
    void cancelled_keptAndThrownWhereNoScopeIsCancelled_passesOn() {
        var kept = new AtomicReference<Cancelled>();
        assertThat(cancelled().with(() -> {
                    try {
                        CancelScope.check();
                    } catch (Cancelled e) {
                        kept.set(e);
                    }
                }))
                .isTrue();
        assertThatThrownBy(() -> new CancelScope().with((ThrowingRunnable<Error>) () -> {
                    throw kept.get();
                }))
                .isSameAs(kept.get());
        assertThatThrownBy(() -> timeout(3_600, (ThrowingRunnable<Error>) () -> {
                    throw kept.get();
                }))
                .isSameAs(kept.get());
    }

    @EachThreadKind
    void cancel_severalThreadsInside_reachesAll(ThreadKind kind) {
        var scope = new CancelScope();
        var event = new Event();
        try (var bunch = Bunch.start(
                kind,
                5,
                index -> assertThat(scope.with(() -> {
                            event.await();
                        }))
                        .isFalse())) {
            Await.allWaiting(bunch, event);
            scope.cancel();
        }
    }

    @EachThreadKind
    void cancel_scopeEnteredTwice_theOuterTakesIt(ThreadKind kind) {
        var scope = new CancelScope();
        var event = new Event();
        try (var waiter = Bunch.start(
                kind,
                index -> assertThat(scope.with(() -> {
                            var unused = scope.with(() -> {
                                event.await();
                            });
                            event.set(); // not reached
                        }))
                        .isFalse())) {
            Await.waiting(waiter.thread(), event);
            scope.cancel();
        }
    }

    @EachThreadKind
    void interrupt_pendingInACancelledScope_remainsSet(ThreadKind kind) {
        kind.run(() -> {
            assertThat(cancelled().with(() -> {
                        Thread.currentThread().interrupt();
                        sleep(0);
                    }))
                    .isFalse();
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    @EachThreadKind
    void threadsStartedInside_areNotInTheScope(ThreadKind kind) throws Exception {
        assertThat(cancelled().with(() -> kind.builder().daemon(true).start(() -> sleep(0))))
                .satisfies(thread -> assertThat(thread.join(Await.SECONDS)).isTrue());
        var scope = cancelled();
        var thread = new AtomicReference<NamedThread>();
        assertThat(scope.with(() -> thread.set(kind.start(CancelScope::check)))).isTrue();
        thread.get().join();
    }

    @Test
    void contextAndTimers_carryNoScope() throws Exception {
        var called = new Event();
        var scope = cancelled();
        assertThat(scope.with(() -> new Timer(0, () -> {
                            CancelScope.check();
                            called.set();
                        })
                        .start()))
                .isTrue();
        assertThat(called.await(Await.SECONDS)).isTrue();
        var context = scope.with(() -> io.github.threading4j.contextvars.Context.copyContext());
        context.run(CancelScope::check);
    }

    @Test
    void remaining_isTheTimeToTheNearestDeadline() throws Exception {
        assertThat(CancelScope.remaining()).isEmpty();
        timeout(100, () -> {
            assertThat(CancelScope.remaining())
                    .hasValueSatisfying(
                            left -> assertThat(left).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100)));
            timeout(
                    200,
                    () -> assertThat(CancelScope.remaining())
                            .hasValueSatisfying(left -> assertThat(left).isLessThanOrEqualTo(Duration.ofSeconds(100))));
            timeout(
                    10,
                    () -> assertThat(CancelScope.remaining())
                            .hasValueSatisfying(left -> assertThat(left).isLessThanOrEqualTo(Duration.ofSeconds(10))));
            CancelScope.shield(() -> assertThat(CancelScope.remaining()).isEmpty());
        });
        timeout(-1, () -> assertThat(CancelScope.remaining()).hasValue(Duration.ZERO));
        assertThat(new CancelScope().with(CancelScope::remaining)).isEmpty();
    }

    @Test
    void shield_returnsTheValueAndSeesScopesInside() throws Exception {
        assertThat(CancelScope.shield(() -> "value")).isEqualTo("value");
        assertThat(cancelled().with(() -> {
                    assertThat(CancelScope.shield(() -> {
                                sleep(0);
                                return "value";
                            }))
                            .isEqualTo("value");
                    CancelScope.shield(() -> {
                        assertThat(cancelled().with(() -> sleep(0))).isFalse();
                        assertThatThrownBy(() -> timeout(0, () -> sleep(0))).isInstanceOf(TimeoutException.class);
                    });
                    sleep(0);
                }))
                .isFalse();
    }
}
