package io.github.threading4j;

import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock of Java as an {@link Acquirable}; the way back is {@link JavaLockView}. */
final class JavaLockAdapter implements Acquirable {
    private final Lock lock;

    JavaLockAdapter(Lock lock) {
        this.lock = lock;
    }

    @Override
    public void acquire() throws InterruptedException {
        lock.lockInterruptibly();
    }

    @Override
    public boolean acquire(boolean blocking) throws InterruptedException {
        if (!blocking) {
            return lock.tryLock();
        }
        lock.lockInterruptibly();
        return true;
    }

    @Override
    public boolean acquire(Duration timeout) throws InterruptedException {
        return lock.tryLock(Timeout.of(timeout), TimeUnit.NANOSECONDS);
    }

    @Override
    public void release() {
        lock.unlock();
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    @Override
    public String toString() {
        return lock.toString();
    }
}
