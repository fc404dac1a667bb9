package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.contract.JavaLockViewContract;
import io.github.threading4j.contract.RLockContract;
import io.github.threading4j.contract.UninterruptibleContract;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RLockTest implements RLockContract<RLock>, UninterruptibleContract<RLock>, JavaLockViewContract<RLock> {
    @Override
    public RLock create() {
        return new RLock("tested");
    }

    @Override
    public boolean acquire(RLock lock, double seconds) throws InterruptedException {
        return lock.acquire(seconds);
    }

    @Override
    public Hold tryHold(RLock lock, double seconds) throws InterruptedException {
        return lock.tryHold(seconds);
    }

    @Override
    public boolean locked(RLock lock) {
        return lock.locked();
    }

    @Override
    public java.util.concurrent.locks.Lock view(RLock lock) {
        return lock.asJavaLock();
    }

    @Test
    void new_nullName_isRejected() {
        assertThatThrownBy(() -> new RLock(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name: null (expected a value)");
    }

    @EachThreadKind
    void toString_inEachState_showsNameOwnerAndCount(ThreadKind kind) {
        var lock = new RLock("accounts");
        assertThat(lock).hasToString("RLock[name=accounts, unlocked]");
        kind.run(() -> lock.with(() -> {
            lock.acquire();
            assertThat(lock).hasToString("RLock[name=accounts, owner=bunch-0, count=2]");
            lock.release();
        }));
        assertThat(new RLock()).hasToString("RLock[unlocked]");
    }

    @Test
    void release_byNonOwner_throwsNamingLockAndCaller() {
        var lock = new RLock("accounts");
        ThreadKind.PLATFORM.run(lock::acquire);
        assertThatThrownBy(lock::release)
                .hasMessage("cannot release un-acquired lock: RLock[name=accounts, owner=bunch-0, count=1]"
                        + " (expected to be held by " + Thread.currentThread().getName() + ")");
    }

    @EachThreadKind
    void getHoldCount_byNonOwner_isZero(ThreadKind kind) {
        var lock = create();
        assertThat(lock.getHoldCount()).isZero();
        lock.acquire();
        lock.acquire();
        assertThat(lock.getHoldCount()).isEqualTo(2);
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        kind.run(() -> {
            assertThat(lock.getHoldCount()).isZero();
            assertThat(lock.isHeldByCurrentThread()).isFalse();
        });
        lock.release();
        lock.release();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
    }

    @EachThreadKind
    void getOwner_isTheOwnersNamedThreadOrNull(ThreadKind kind) {
        var lock = create();
        assertThat(lock.getOwner()).isNull();
        lock.acquire();
        var me = Threading.currentThread();
        kind.run(() -> assertThat(lock.getOwner()).isSameAs(me));
        lock.release();
        kind.run(() -> lock.with(() -> assertThat(lock.getOwner()).isSameAs(Threading.currentThread())));
        assertThat(lock.getOwner()).isNull();
    }

    @EachThreadKind
    void release_byNonOwner_keepsOwnerAndCount(ThreadKind kind) {
        var lock = create();
        lock.acquire();
        lock.acquire();
        kind.run(() -> assertThatThrownBy(lock::release).isInstanceOf(IllegalMonitorStateException.class));
        assertThat(lock.getHoldCount()).isEqualTo(2);
        assertThat(lock.getOwner()).isSameAs(Threading.currentThread());
        lock.release();
        lock.release();
    }

    @EachThreadKind
    void acquireInterruptibly_countsTheOwnersHoldsAndBlocksOthers(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquireInterruptibly();
        lock.acquireInterruptibly();
        assertThat(lock.getHoldCount()).isEqualTo(2);
        try (var waiter = Bunch.start(kind, 2, index -> {
            if (index == 0) {
                Interrupts.during(lock::acquireInterruptibly);
            } else {
                lock.acquireInterruptibly();
                lock.release();
            }
        })) {
            Await.allWaiting(waiter, lock);
            waiter.thread().interrupt();
            lock.release();
            lock.release();
        }
        kind.run(() -> Interrupts.before(lock::acquireInterruptibly));
        assertThat(lock.locked()).isFalse();
    }

    @EachThreadKind
    void blocker_ofAWaitingThread_namesTheHolder(ThreadKind kind) {
        var lock = create();
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> lock.with(() -> {}))) {
            Await.waiting(waiter.thread(), lock);
            var point = Blocker.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.ACQUIRE);
            assertThat(point.holder()).isSameAs(Thread.currentThread());
            lock.release();
        }
    }

    @EachThreadKind
    void newCondition_await_releasesAllHoldsAndRestoresThem(ThreadKind kind) throws Exception {
        var lock = create();
        var condition = lock.asJavaLock().newCondition();
        try (var waiter = Bunch.start(kind, index -> {
            lock.acquire();
            lock.acquire();
            lock.acquire();
            condition.await();
            assertThat(lock.getHoldCount()).isEqualTo(3);
            assertThat(condition.await(1, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(lock.getHoldCount()).isEqualTo(3);
            Interrupts.before(condition::await);
            assertThat(lock.getHoldCount()).isEqualTo(3);
            lock.release();
            lock.release();
            lock.release();
        })) {
            Await.until("waits without the lock", () -> waiter.thread().isAlive() && waits(waiter, lock));
            lock.with(condition::signal);
        }
        assertThat(lock.locked()).isFalse();
    }

    private static boolean waits(Bunch waiter, RLock lock) {
        return Await.isWaiting(waiter.thread().toJavaThread(), lock) && !lock.locked();
    }
}
