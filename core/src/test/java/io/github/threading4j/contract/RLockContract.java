package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lock that its owner can acquire again, and that only its owner can release. */
public interface RLockContract<L extends Acquirable> extends LockContract<L> {
    @Override
    default String unheldMessage() {
        return "cannot release un-acquired lock";
    }

    @EachThreadKind
    default void acquire_byTheOwner_everyMethodReenters(ThreadKind kind) {
        var lock = create();
        kind.run(() -> {
            lock.acquire();
            assertThat(lock.acquire(true)).isTrue();
            assertThat(lock.acquire(false)).isTrue();
            assertThat(lock.acquire(Duration.ZERO)).isTrue();
            assertThat(lock.acquire(Duration.ofHours(1))).isTrue();
            assertThat(acquire(lock, 0)).isTrue();
            assertThat(acquire(lock, -1)).isTrue();
            try (var hold = lock.hold()) {
                assertThat(lock.with(() -> lock.with(() -> isFree(lock)))).isFalse();
            }
            for (int releases = 7; releases > 0; releases--) {
                assertThat(isFree(lock)).isFalse();
                lock.release();
            }
            assertThat(isFree(lock)).isTrue();
            assertThatThrownBy(lock::release).isInstanceOf(IllegalMonitorStateException.class);
        });
    }

    @EachThreadKind
    default void acquire_byAnotherThread_waitsForTheLastRelease(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquire();
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> {
            lock.acquire();
            lock.release();
        })) {
            awaitBlocked(waiter, lock);
            lock.release();
            awaitBlocked(waiter, lock);
            assertThat(locked(lock)).isTrue();
            lock.release();
        }
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void release_byAnotherThread_isRejectedAndChangesNothing(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquire();
        lock.acquire();
        try (var other = Bunch.start(
                kind,
                index -> assertThatThrownBy(lock::release)
                        .isInstanceOf(IllegalMonitorStateException.class)
                        .hasMessageContaining(unheldMessage())
                        .hasMessageContaining(awaited(lock).toString())
                        .hasMessageContaining("(expected to be held by bunch-0)"))) {
            other.join();
        }
        lock.release();
        assertThat(locked(lock)).isTrue();
        lock.release();
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void holdClosed_byAnotherThread_isRejected(ThreadKind kind) throws Exception {
        var lock = create();
        var hold = lock.hold();
        kind.run(() -> assertThatThrownBy(hold::close).isInstanceOf(IllegalMonitorStateException.class));
        assertThat(locked(lock)).isTrue();
        lock.release();
    }

    @Test
    default void acquireSeconds_badTimeoutByTheOwner_isRejected() throws Exception {
        var lock = create();
        lock.acquire();
        assertThatThrownBy(() -> acquire(lock, -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> acquire(lock, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        lock.release();
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void acquireTimed_interruptedOwner_throwsWithoutAcquiring(ThreadKind kind) {
        var lock = create();
        kind.run(() -> {
            lock.acquire();
            Interrupts.before(() -> lock.acquire(Duration.ZERO));
            Interrupts.before(() -> acquire(lock, 1));
            lock.release();
            assertThat(locked(lock)).isFalse();
        });
    }
}
