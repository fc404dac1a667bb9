package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.ConditionAwaitContract;
import io.github.threading4j.contract.ConditionAwaitForContract;
import io.github.threading4j.contract.ConditionDepthContract;
import io.github.threading4j.contract.ConditionSignalContract;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class ConditionOverJavaLockTest
        implements ConditionAwaitContract, ConditionAwaitForContract, ConditionSignalContract, ConditionDepthContract {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public Condition create() {
        return new Condition(lock);
    }

    @Override
    public long depth(Condition condition) {
        return lock.getHoldCount();
    }

    @Override
    public boolean awaitsSignal(Thread thread, Condition condition) {
        return LockSupport.getBlocker(thread) instanceof java.util.concurrent.locks.Condition && isParked(thread);
    }

    @Override
    public boolean awaitsLock(Thread thread, Condition condition) {
        return LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer && isParked(thread);
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** A lock that throws if a thread acquires it interruptibly. */
    private static final class Uninterruptible extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        @Override
        public void lockInterruptibly() {
            throw new AssertionError("an untimed form waits interruptibly");
        }
    }

    @Test
    void untimedMethods_useLockAndTryLock() {
        var condition = new Condition(new Uninterruptible());
        condition.acquire();
        condition.release();
        assertThat(condition.acquire(true)).isTrue();
        condition.release();
        assertThat(condition.acquire(false)).isTrue();
        condition.release();
        condition.hold().close();
        condition.tryHold().close();
        condition.with(() -> {});
        assertThat(condition.with(() -> 42)).isEqualTo(42);
        assertThat(condition.getLock().toString()).contains("Unlocked");
    }

    @EachThreadKind
    void acquireSeconds_overAJavaLock_obeysTheTimeout(ThreadKind kind) throws Exception {
        var condition = create();
        assertThat(condition.acquire(0.001)).isTrue();
        kind.run(() -> {
            assertThat(condition.acquire(0.0)).isFalse();
            assertThat(condition.acquire(0.001)).isFalse();
        });
        assertThat(lock.getHoldCount()).isEqualTo(1);
        try (var waiter = Bunch.start(kind, index -> {
            assertThat(condition.acquire(-1.0)).isTrue();
            condition.release();
        })) {
            Await.until("the thread waits", () -> awaitsLock(waiter.thread().toJavaThread(), condition));
            condition.release();
        }
        assertThatThrownBy(() -> condition.acquire(-2.0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(lock.isLocked()).isFalse();
    }
}
