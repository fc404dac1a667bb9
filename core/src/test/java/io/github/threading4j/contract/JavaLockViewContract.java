package io.github.threading4j.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** The view of one of this library's locks as a {@link Lock}. */
public interface JavaLockViewContract<L extends Acquirable> extends LockContract<L> {
    /** Returns the view of a lock. */
    Lock view(L lock);

    @Test
    default void javaLock_lockAndUnlock_acquireAndReleaseTheLock() throws Exception {
        var lock = create();
        var view = view(lock);
        view.lock();
        assertThat(locked(lock)).isTrue();
        assertThat(view).hasToString(lock.toString());
        lock.release();
        lock.acquire();
        view.unlock();
        assertThat(locked(lock)).isFalse();
    }

    @Test
    default void javaLock_unlockWhenNotHeld_isRejected() {
        assertThatThrownBy(view(create())::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining(unheldMessage());
    }

    @EachThreadKind
    default void javaLock_tryLock_neverWaits(ThreadKind kind) throws Exception {
        var lock = create();
        var view = view(lock);
        assertThat(view.tryLock()).isTrue();
        kind.run(() -> {
            assertThat(view.tryLock()).isFalse();
            assertThat(view.tryLock(0, HOURS)).isFalse();
            assertThat(view.tryLock(-1, HOURS)).isFalse();
            assertThat(view.tryLock(1, MILLISECONDS)).isFalse();
        });
        view.unlock();
        kind.run(() -> {
            assertThat(view.tryLock(0, NANOSECONDS)).isTrue();
            view.unlock();
        });
    }

    @Test
    default void javaLock_tryLockWithoutUnit_isRejected() {
        var lock = create();
        assertThatThrownBy(() -> view(lock).tryLock(1, null)).isInstanceOf(NullPointerException.class);
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void javaLock_whileHeld_everyBlockingMethodWaits(ThreadKind kind) throws Exception {
        var lock = create();
        var view = view(lock);
        lock.acquire();
        try (var bunch = Bunch.start(kind, 4, index -> {
            switch (index) {
                case 0 -> view.lock();
                case 1 -> view.lockInterruptibly();
                case 2 -> assertThat(view.tryLock(1, HOURS)).isTrue();
                default -> assertThat(view.tryLock(Long.MAX_VALUE, HOURS)).isTrue();
            }
            view.unlock();
        })) {
            awaitBlocked(bunch, lock);
            lock.release();
        }
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void javaLock_interrupted_interruptibleMethodsThrow(ThreadKind kind) throws Exception {
        var lock = create();
        var view = view(lock);
        kind.run(() -> {
            Interrupts.before(view::lockInterruptibly);
            Interrupts.before(() -> view.tryLock(1, HOURS));
            Thread.currentThread().interrupt();
            view.lock();
            view.unlock();
            assertThat(Thread.interrupted()).isTrue();
        });
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.during(view::lockInterruptibly))) {
            awaitBlocked(waiter, lock);
            waiter.thread().interrupt();
            waiter.join();
            lock.release();
        }
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void javaConditionAwait_signalled_returnsWithTheLockHeld(ThreadKind kind) throws Exception {
        var lock = create();
        var view = view(lock);
        var condition = view.newCondition();
        var came = new AtomicInteger();
        try (var waiters = Bunch.start(kind, 3, index -> {
            view.lock();
            came.incrementAndGet();
            condition.await();
            assertThat(isFree(lock)).isFalse();
            view.unlock();
        })) {
            // A thread has the same blocker whether it waits for the lock or for the condition.
            Await.until("each thread has acquired the lock", () -> came.get() == 3);
            Await.allWaiting(waiters, awaited(lock));
            view.lock();
            condition.signalAll();
            view.unlock();
        }
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void javaConditionAwait_interrupted_throwsWithTheLockHeld(ThreadKind kind) throws Exception {
        var lock = create();
        var view = view(lock);
        var condition = view.newCondition();
        try (var waiter = Bunch.start(kind, index -> {
            view.lock();
            Interrupts.during(condition::await);
            view.unlock();
        })) {
            Await.allWaiting(waiter, awaited(lock));
            waiter.thread().interrupt();
        }
        assertThat(locked(lock)).isFalse();
    }

    @EachThreadKind
    default void javaConditionAwait_timesOut_returnsFalseWithTheLockHeld(ThreadKind kind) {
        var lock = create();
        var view = view(lock);
        var condition = view.newCondition();
        kind.run(() -> {
            view.lock();
            assertThat(condition.await(1, MILLISECONDS)).isFalse();
            assertThat(condition.awaitNanos(1)).isNotPositive();
            assertThat(condition.awaitUntil(Date.from(Instant.EPOCH))).isFalse();
            view.unlock();
        });
        assertThat(locked(lock)).isFalse();
    }

    @Test
    default void javaConditionMethods_withoutTheLock_areRejected() throws Exception {
        var lock = create();
        var condition = view(lock).newCondition();
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
        lock.acquire();
        ThreadKind.PLATFORM.run(() -> {
            assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
            assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
            assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
        });
        assertThat(locked(lock)).isTrue();
        lock.release();
    }
}
