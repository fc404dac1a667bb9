package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Hold;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** An {@link Acquirable} that one thread at a time can acquire: a lock, a condition, or a semaphore with one permit. */
public interface AcquirableContract<A extends Acquirable> {
    /** Returns a new instance that is not acquired. */
    A create();

    /** Returns the object that a thread blocked in {@code acquire} waits for. */
    default Object awaited(A acquirable) {
        return acquirable;
    }

    /** Waits until all threads of a bunch are blocked in {@code acquire}. */
    default void awaitBlocked(Bunch bunch, A acquirable) {
        Await.allWaiting(bunch, awaited(acquirable));
    }

    /** Returns whether another thread could acquire the object now. */
    default boolean isFree(A acquirable) {
        var free = new boolean[1];
        ThreadKind.PLATFORM.run(() -> {
            free[0] = acquirable.acquire(false);
            if (free[0]) {
                acquirable.release();
            }
        });
        return free[0];
    }

    @Test
    default void acquire_whenFree_acquires() throws Exception {
        var it = create();
        it.acquire();
        assertThat(isFree(it)).isFalse();
        it.release();
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquire_whileHeld_waitsForTheRelease(ThreadKind kind) throws Exception {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, index -> {
            it.acquire();
            it.release();
        })) {
            awaitBlocked(waiter, it);
            it.release();
        }
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void acquire_byManyThreads_isExclusive(ThreadKind kind) throws Exception {
        var it = create();
        var counter = new int[1];
        it.acquire();
        try (var bunch = Bunch.start(kind, 5, index -> {
            for (int i = 0; i < 2_000; i++) {
                it.acquire();
                counter[0]++;
                it.release();
            }
        })) {
            awaitBlocked(bunch, it); // so that all threads start at the same time
            it.release();
        }
        assertThat(counter[0]).isEqualTo(10_000);
    }

    @EachThreadKind
    default void acquireTrue_whileHeld_waitsAndReturnsTrue(ThreadKind kind) throws Exception {
        var it = create();
        assertThat(it.acquire(true)).isTrue();
        try (var waiter = Bunch.start(kind, index -> {
            assertThat(it.acquire(true)).isTrue();
            it.release();
        })) {
            awaitBlocked(waiter, it);
            it.release();
        }
    }

    @EachThreadKind
    default void acquireFalse_whileHeld_returnsFalseImmediately(ThreadKind kind) throws Exception {
        var it = create();
        assertThat(it.acquire(false)).isTrue();
        kind.run(() -> assertThat(it.acquire(false)).isFalse());
        it.release();
        kind.run(() -> {
            assertThat(it.acquire(false)).isTrue();
            it.release();
        });
    }

    @Test
    default void hold_closed_releases() throws Exception {
        var it = create();
        try (var hold = it.hold()) {
            assertThat(isFree(it)).isFalse();
            assertThat(hold).hasToString("Hold[" + it + "]");
        }
        assertThat(isFree(it)).isTrue();
    }

    @Test
    default void hold_closedTwice_releasesOnce() throws Exception {
        var it = create();
        var first = it.hold();
        first.close();
        assertThat(first).hasToString("Hold[closed]");
        try (var second = it.hold()) {
            first.close();
            assertThat(second).isNotSameAs(first);
            assertThat(isFree(it)).isFalse();
        }
        assertThat(isFree(it)).isTrue();
    }

    @Test
    default void tryHold_whenFree_holdsUntilClosed() throws Exception {
        var it = create();
        try (var hold = it.tryHold()) {
            assertThat(hold).isNotNull().hasToString("Hold[" + it + "]");
            assertThat(isFree(it)).isFalse();
        }
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void tryHold_whileHeld_returnsNullImmediately(ThreadKind kind) throws Exception {
        var it = create();
        try (var hold = it.hold()) {
            kind.run(() -> {
                try (var none = it.tryHold()) {
                    assertThat(none).isNull();
                }
            });
            assertThat(isFree(it)).isFalse();
        }
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void hold_whileHeld_waitsForTheRelease(ThreadKind kind) throws Exception {
        var it = create();
        var hold = it.hold();
        try (var waiter = Bunch.start(kind, index -> it.hold().close())) {
            awaitBlocked(waiter, it);
            hold.close();
        }
    }

    @Test
    default void hold_bodyThrows_releases() {
        var it = create();
        assertThatThrownBy(() -> {
                    try (Hold hold = it.hold()) {
                        throw new IOException("from the body");
                    }
                })
                .isInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();
        assertThat(isFree(it)).isTrue();
    }

    @EachThreadKind
    default void with_byManyThreads_isExclusive(ThreadKind kind) {
        var it = create();
        var counter = new int[1];
        Bunch.start(kind, 5, index -> {
                    for (int i = 0; i < 500; i++) {
                        it.with(() -> {
                            counter[0]++;
                        });
                        assertThat(it.with(() -> counter[0]++)).isNotNegative();
                    }
                })
                .close();
        assertThat(counter[0]).isEqualTo(5_000);
    }

    @Test
    default void withAction_runsTheActionWhileHeld() throws Exception {
        var it = create();
        var free = new Boolean[1];
        it.with(() -> {
            free[0] = isFree(it);
        });
        assertThat(free[0]).isFalse();
        assertThat(isFree(it)).isTrue();
    }

    @Test
    default void withSupplier_returnsTheValueOrNull() throws Exception {
        var it = create();
        String held = it.with(() -> isFree(it) ? "free" : "held");
        assertThat(held).isEqualTo("held");
        assertThat(it.<Object, RuntimeException>with(() -> null)).isNull();
        assertThat(isFree(it)).isTrue();
    }

    @Test
    default void with_bodyThrows_releasesAndRethrows() {
        var it = create();
        var checked = new IOException("from the action");
        assertThatThrownBy(() -> it.with((ThrowingRunnable<IOException>) () -> {
                    throw checked;
                }))
                .isSameAs(checked)
                .hasNoSuppressedExceptions();
        var error = new AssertionError("from the value");
        assertThatThrownBy(() -> it.with((ThrowingSupplier<Object, Error>) () -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThat(isFree(it)).isTrue();
    }

    /** Once the error has unwound the frames of the body, the stack has enough space to release the lock. */
    @EachThreadKind
    default void with_bodyOverflowsTheStack_releases(ThreadKind kind) {
        var it = create();
        kind.run(() -> {
            assertThatThrownBy(() -> it.with(() -> overflow(0))).isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(() -> {
                        try (var hold = it.hold()) {
                            overflow(0);
                        }
                    })
                    .isInstanceOf(StackOverflowError.class);
        });
        assertThat(isFree(it)).isTrue();
    }

    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    @Test
    default void with_bodyThrowsChecked_declaresTheExceptionType() throws Exception {
        var it = create();
        try {
            it.with(() -> {
                throw new IOException("checked");
            });
        } catch (IOException e) { // compiles only if with() declares exactly IOException
            assertThat(e).hasMessage("checked");
        }
    }

    @Test
    default void with_null_isRejectedWithoutAcquiring() {
        var it = create();
        assertThatThrownBy(() -> it.with((ThrowingRunnable<RuntimeException>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("body: null");
        assertThatThrownBy(() -> it.with((ThrowingSupplier<Object, RuntimeException>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("body: null");
        assertThat(isFree(it)).isTrue();
    }
}
