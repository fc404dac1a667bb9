package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.contract.RLockContract;
import io.github.threading4j.contract.UninterruptibleContract;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;

class WriteLockTest implements RLockContract<WriteLock>, UninterruptibleContract<WriteLock> {
    @Override
    public WriteLock create() {
        return new ReadWriteLock("tested").write();
    }

    @Override
    public Object awaited(WriteLock lock) {
        return lock.sync().awaited();
    }

    @Override
    public boolean acquire(WriteLock lock, double seconds) throws InterruptedException {
        return lock.acquire(seconds);
    }

    @Override
    public Hold tryHold(WriteLock lock, double seconds) throws InterruptedException {
        return lock.tryHold(seconds);
    }

    @Override
    public boolean locked(WriteLock lock) {
        return lock.locked();
    }

    @Override
    public String unheldMessage() {
        return "cannot release un-acquired write lock";
    }

    @EachThreadKind
    void acquireInterruptibly_countsTheOwnersHoldsAndBlocksOthers(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquireInterruptibly();
        lock.acquireInterruptibly();
        try (var waiter = Bunch.start(kind, 2, index -> {
            if (index == 0) {
                Interrupts.during(lock::acquireInterruptibly);
            } else {
                lock.acquireInterruptibly();
                lock.release();
            }
        })) {
            awaitBlocked(waiter, lock);
            waiter.thread().interrupt();
            lock.release();
            lock.release();
        }
        kind.run(() -> Interrupts.before(lock::acquireInterruptibly));
        assertThat(lock.locked()).isFalse();
    }

    @EachThreadKind
    void release_byAThreadThatOnlyReads_isRejected(ThreadKind kind) {
        var lock = new ReadWriteLock("config");
        kind.run(() -> {
            lock.read().acquire();
            assertThatThrownBy(lock.write()::release)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessage("cannot release un-acquired write lock: ReadWriteLock[name=config, readers=1]"
                            + " (expected to be held by bunch-0)");
            lock.read().release();
        });
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }
}
