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
import org.junit.jupiter.api.Test;

class ConditionOverWriteLockTest
        implements ConditionAwaitContract, ConditionAwaitForContract, ConditionSignalContract, ConditionDepthContract {
    private static ReadWriteLock lockOf(Condition condition) {
        return (ReadWriteLock) ((WriteLock) condition.getLock()).sync().awaited();
    }

    @Override
    public Condition create() {
        return new Condition(new ReadWriteLock("ready").write(), "ready");
    }

    @Override
    public boolean awaitsLock(Thread thread, Condition condition) {
        return Await.isWaiting(thread, lockOf(condition));
    }

    @Override
    public long depth(Condition condition) {
        return lockOf(condition).getWriteHoldCount();
    }

    @Test
    void new_overAReadLock_isRejected() {
        var lock = new ReadWriteLock("config");
        assertThatThrownBy(() -> new Condition(lock.read()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("lock has no conditions: ReadLock[name=config, unlocked] (expected the write lock)");
    }

    @EachThreadKind
    void await_whileAlsoReading_isRejectedAndChangesNothing(ThreadKind kind) {
        var condition = create();
        var lock = lockOf(condition);
        kind.run(() -> {
            condition.acquire();
            lock.read().acquire();
            assertThatThrownBy(condition::await)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessage("a reader can't wait for a signal:"
                            + " ReadWriteLock[name=ready, owner=bunch-0, count=1, readers=1]"
                            + " (expected to hold no read)");
            condition.signal();
            lock.read().release();
            assertThat(condition.await(0)).isFalse();
            condition.release();
        });
        assertThat(condition).hasToString("Condition[name=ready, lock=WriteLock[name=ready, unlocked], waiting=0]");
    }

    @EachThreadKind
    void await_signalledWhileReadersArrive_reacquiresBeforeThem(ThreadKind kind) {
        var condition = create();
        var lock = lockOf(condition);
        try (var waiter = Bunch.start(
                kind,
                index -> condition.with(() -> assertThat(condition.await()).isTrue()))) {
            awaitSignalled(waiter, condition);
            condition.acquire();
            lock.read().acquire();
            condition.signal();
            condition.release(); // a reader is left; the waiter queues for the write lock
            awaitQueued(waiter, condition);
            kind.run(() -> assertThat(lock.read().acquire(false)).isFalse());
            lock.read().release();
        }
        assertThat(lock.write().locked()).isFalse();
    }
}
