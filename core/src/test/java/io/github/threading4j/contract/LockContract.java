package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Hold;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Lock, an RLock, or a Condition over one of them: timeouts in seconds as in Python, {@code locked}, and misuse. */
public interface LockContract<L extends Acquirable> extends TimedAcquireContract<L> {
    /** {@code lock.acquire(seconds)}. */
    boolean acquire(L lock, double seconds) throws InterruptedException;

    /** {@code lock.tryHold(seconds)}. */
    Hold tryHold(L lock, double seconds) throws InterruptedException;

    /** {@code lock.locked()}. */
    boolean locked(L lock);

    /** Python's message for the release of a lock that is not held. */
    String unheldMessage();

    @Test
    default void locked_new_isFalse() {
        assertThat(locked(create())).isFalse();
    }

    @Test
    default void locked_whileHeld_isTrueInEveryThread() throws Exception {
        var lock = create();
        lock.acquire();
        assertThat(locked(lock)).isTrue();
        ThreadKind.PLATFORM.run(() -> assertThat(locked(lock)).isTrue());
        lock.release();
        assertThat(locked(lock)).isFalse();
    }

    @Test
    default void release_whenNotHeld_isRejectedAndChangesNothing() throws Exception {
        var lock = create();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(lock::release)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageContaining(unheldMessage())
                    .hasMessageContaining(awaited(lock).toString())
                    .hasMessageContaining("(expected");
        }
        assertThat(locked(lock)).isFalse();
        assertThat(lock.acquire(false)).isTrue();
        assertThat(isFree(lock)).isFalse();
        lock.release();
    }

    /** A lock can exist as long as the program, so it must not keep former owners reachable. */
    @Test
    default void release_doesNotKeepTheThreadReachable() {
        var lock = create();
        var user = usedBy(lock);
        Await.collected("the thread that held " + lock, () -> user.get() == null);
        assertThat(locked(lock)).isFalse();
    }

    private static WeakReference<Thread> usedBy(Acquirable lock) {
        var thread = new Thread(() -> {
            try (var hold = lock.hold()) {
                Thread.yield();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        Await.terminated(thread);
        return new WeakReference<>(thread);
    }

    @Test
    default void with_bodyAndReleaseFail_addsTheReleaseFailureAsSuppressed() {
        var lock = create();
        var failure = new IOException("from the body");
        assertThatThrownBy(() -> lock.with((ThrowingRunnable<IOException>) () -> {
                    lock.release();
                    throw failure;
                }))
                .isSameAs(failure)
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().isInstanceOf(IllegalMonitorStateException.class));
    }

    @Test
    default void with_onlyReleaseFails_throwsTheExceptionOfRelease() {
        var lock = create();
        assertThatThrownBy(() -> lock.with(lock::release)).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(isFree(lock)).isTrue();
    }

    @Test
    default void hold_releaseFailsAtClose_staysClosed() throws Exception {
        var lock = create();
        var hold = lock.hold();
        lock.release();
        assertThatThrownBy(hold::close).isInstanceOf(IllegalMonitorStateException.class);
        lock.acquire();
        hold.close();
        assertThat(locked(lock)).isTrue();
        lock.release();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e-9, Double.MIN_VALUE, 5, -1, 9_223_372_036.0, 1e300, Double.POSITIVE_INFINITY})
    default void acquireSeconds_whenFree_acquires(double seconds) throws Exception {
        var lock = create();
        assertThat(acquire(lock, seconds)).isTrue();
        assertThat(locked(lock)).isTrue();
        lock.release();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e-9, Double.MIN_VALUE})
    default void acquireSeconds_zeroOrTinyWhileHeld_returnsFalse(double seconds) throws Exception {
        var lock = create();
        lock.acquire();
        ThreadKind.PLATFORM.run(() -> assertThat(acquire(lock, seconds)).isFalse());
        lock.release();
        assertThat(isFree(lock)).isTrue();
    }

    @EachThreadKind
    default void acquireSeconds_whileHeld_returnsFalseAfterTheTimeout(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquire();
        kind.run(() -> {
            var begin = System.nanoTime();
            assertThat(acquire(lock, 0.02)).isFalse();
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        });
        lock.release();
        assertThat(isFree(lock)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {3600, -1, 9_223_372_036.0, 1e300, Double.POSITIVE_INFINITY})
    default void acquireSeconds_longOrInfiniteWhileHeld_waitsForTheRelease(double seconds) throws Exception {
        var lock = create();
        lock.acquire();
        try (var waiter = Bunch.start(ThreadKind.PLATFORM, index -> {
            assertThat(acquire(lock, seconds)).isTrue();
            lock.release();
        })) {
            awaitBlocked(waiter, lock);
            lock.release();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, -0.5, -1.0000001, -1e-300, Double.NEGATIVE_INFINITY})
    default void acquireSeconds_negative_isRejectedAndChangesNothing(double seconds) {
        var lock = create();
        assertThatThrownBy(() -> acquire(lock, seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeout value must be a non-negative number: " + seconds)
                .hasMessageContaining("(expected seconds >= 0, or -1 to wait forever)");
        assertThat(locked(lock)).isFalse();
    }

    @Test
    default void acquireSeconds_nan_isRejectedAndChangesNothing() throws Exception {
        var lock = create();
        assertThatThrownBy(() -> acquire(lock, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN (expected");
        assertThat(locked(lock)).isFalse();
        lock.acquire();
        assertThatThrownBy(() -> acquire(lock, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        lock.release();
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void acquireSeconds_interrupted_throwsWithoutAcquiring(ThreadKind kind) throws Exception {
        var lock = create();
        kind.run(() -> Interrupts.before(() -> acquire(lock, 0)));
        kind.run(() -> Interrupts.before(() -> acquire(lock, -1)));
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> acquire(lock, 3600)))) {
            awaitBlocked(waiter, lock);
            waiter.thread().interrupt();
            waiter.join();
            lock.release();
        }
        assertThat(isFree(lock)).isTrue();
    }

    @EachThreadKind
    default void acquireSeconds_infiniteInterrupted_throwsWithoutAcquiring(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.during(() -> acquire(lock, -1)))) {
            awaitBlocked(waiter, lock);
            waiter.thread().interrupt();
            waiter.join();
            lock.release();
        }
        assertThat(isFree(lock)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e-9, -1, 1e300, Double.POSITIVE_INFINITY})
    default void tryHoldSeconds_whenFree_holdsUntilClosed(double seconds) throws Exception {
        var lock = create();
        try (var hold = tryHold(lock, seconds)) {
            assertThat(hold).isNotNull();
            assertThat(isFree(lock)).isFalse();
        }
        assertThat(isFree(lock)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1e-9, 0.001})
    default void tryHoldSeconds_zeroOrTinyWhileHeld_returnsNull(double seconds) throws Exception {
        var lock = create();
        lock.acquire();
        ThreadKind.PLATFORM.run(() -> {
            try (var hold = tryHold(lock, seconds)) {
                assertThat(hold).isNull();
            }
        });
        assertThat(isFree(lock)).isFalse();
        lock.release();
    }

    @ParameterizedTest
    @ValueSource(doubles = {3_600, -1, Double.POSITIVE_INFINITY})
    default void tryHoldSeconds_longOrInfiniteWhileHeld_waitsForTheRelease(double seconds) throws Exception {
        var lock = create();
        lock.acquire();
        try (var waiter = Bunch.start(ThreadKind.PLATFORM, index -> {
            try (var hold = tryHold(lock, seconds)) {
                assertThat(hold).isNotNull();
            }
        })) {
            awaitBlocked(waiter, lock);
            lock.release();
        }
        assertThat(isFree(lock)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -2, Double.NEGATIVE_INFINITY, Double.NaN})
    default void tryHoldSeconds_negativeOrNaN_isRejectedAndChangesNothing(double seconds) {
        var lock = create();
        assertThatThrownBy(() -> tryHold(lock, seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + seconds);
        assertThat(locked(lock)).isFalse();
    }
}
