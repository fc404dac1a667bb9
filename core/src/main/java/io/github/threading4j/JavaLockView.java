package io.github.threading4j;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Timeout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A view of a lock of this library as a {@code java.util.concurrent} lock; the converse is {@link JavaLockAdapter}. */
final class JavaLockView implements Lock {
    private final LockSync sync;

    JavaLockView(LockSync sync) {
        this.sync = sync;
    }

    @Override
    public void lock() {
        sync.lock();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        sync.lock(Timeout.FOREVER);
    }

    @Override
    public boolean tryLock() {
        return sync.tryLock();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return sync.lock(Timeout.of(time, unit));
    }

    @Override
    public void unlock() {
        sync.unlock();
    }

    @Override
    public Condition newCondition() {
        return new JavaConditionView(sync.newWaitSet(Blocker.Kind.SIGNAL, sync.awaited()));
    }

    @Override
    public String toString() {
        return sync.awaited().toString();
    }
}
