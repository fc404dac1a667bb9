package io.github.threading4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Acquirable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A lock without an owner: it is not reentrant, and any thread can release it. */
public interface PlainLockContract<L extends Acquirable> extends LockContract<L> {
    @Override
    default String unheldMessage() {
        return "release unlocked lock";
    }

    @Test
    default void acquire_againPollingOrTimed_returnsFalse() throws Exception {
        var lock = create();
        lock.acquire();
        assertThat(lock.acquire(false)).isFalse();
        assertThat(lock.acquire(Duration.ofMillis(1))).isFalse();
        assertThat(acquire(lock, 0.001)).isFalse();
        lock.release();
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void acquire_again_waitsUntilAnotherThreadReleases(ThreadKind kind) throws Exception {
        var lock = create();
        try (var itself = Bunch.start(kind, index -> {
            lock.acquire();
            lock.acquire();
            lock.release();
        })) {
            awaitBlocked(itself, lock);
            assertThat(locked(lock)).isTrue();
            lock.release();
        }
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void release_byAnotherThread_unlocks(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquire();
        kind.run(lock::release);
        assertThat(locked(lock)).isFalse();
        kind.run(lock::acquire);
        assertThat(locked(lock)).isTrue();
        lock.release(); // the thread that acquired the lock has ended
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void holdClosed_byAnotherThread_unlocks(ThreadKind kind) throws Exception {
        var lock = create();
        var hold = lock.hold();
        kind.run(hold::close);
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void release_whileManyWait_admitsOneThreadAtATime(ThreadKind kind) throws Exception {
        var lock = create();
        var passed = new AtomicInteger();
        lock.acquire();
        try (var bunch = Bunch.start(kind, 4, index -> {
            lock.acquire();
            passed.incrementAndGet(); // without releasing the lock
        })) {
            awaitBlocked(bunch, lock);
            for (int released = 1; released <= 4; released++) {
                lock.release();
                var expected = released;
                Await.until(expected + " have passed", () -> passed.get() == expected);
                assertThat(locked(lock)).isTrue();
            }
        }
        assertThat(passed).hasValue(4);
        lock.release();
    }
}
