package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A view of a {@code java.util.concurrent} lock as an {@link Acquirable}; the converse is {@link JavaLockView}. */
final class JavaLockAdapter implements Acquirable {
    private final Lock lock;

    JavaLockAdapter(Lock lock) {
        this.lock = lock;
    }

    /** Acquires the lock uninterruptibly, for a {@link io.github.threading4j.Condition}. */
    void lock() {
        lock.lock();
    }

    /** Acquires the lock if that is possible without waiting. */
    boolean tryLock() {
        return lock.tryLock();
    }

    @Override
    public void acquire() throws InterruptedException {
        acquireWithin(Timeout.FOREVER);
    }

    @Override
    @CheckReturnValue
    public boolean acquire(boolean blocking) throws InterruptedException {
        if (!blocking) {
            return tryLock();
        }
        return acquireWithin(Timeout.FOREVER);
    }

    @Override
    @CheckReturnValue
    public boolean acquire(Duration timeout) throws InterruptedException {
        return acquireWithin(Timeout.of(timeout));
    }

    private boolean acquireWithin(long nanos) throws InterruptedException {
        try {
            return Cancelling.isUsed() ? CancelPoint.awaitForeign(this::lock, nanos) : lock(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    private boolean lock(long nanos) throws InterruptedException {
        if (nanos == Timeout.FOREVER) { // some locks compare deadlines in a way that overflows
            lock.lockInterruptibly();
            return true;
        }
        return lock.tryLock(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void release() {
        lock.unlock();
    }

    /**
     * Returns a new condition of the lock. If the lock has no conditions, throws an exception that names the lock,
     * unlike the lock's own exception.
     */
    Condition newCondition() {
        Condition created;
        try {
            created = lock.newCondition();
        } catch (UnsupportedOperationException e) {
            throw noConditions(e);
        }
        if (created == null) { // although the contract of newCondition forbids this
            throw noConditions(null);
        }
        return created;
    }

    private UnsupportedOperationException noConditions(@Nullable Throwable cause) {
        return new UnsupportedOperationException(
                "lock has no conditions: " + Labels.describe(lock)
                        + " (expected a lock whose newCondition() returns a condition)",
                cause);
    }

    /** Does not call the program's code, since a dump shows the lock of a condition. */
    @Override
    public String toString() {
        return Labels.describeWithoutForeignCode(lock);
    }
}
