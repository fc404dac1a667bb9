package io.github.threading4j;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import java.time.Duration;

/**
 * A readers-writer lock that the thread that has created this object acquires for writing, and every other thread for
 * reading. To these threads, it looks like a lock that one of them holds at a time.
 */
final class WriterAndReaders implements Acquirable {
    final ReadWriteLock lock = new ReadWriteLock("tested");

    private final Thread writer = Thread.currentThread();

    private boolean writes() {
        return Thread.currentThread() == writer;
    }

    private Acquirable mine() {
        return writes() ? lock.write() : lock.read();
    }

    @Override
    public void acquire() {
        if (writes()) {
            lock.write().acquire();
        } else {
            lock.read().acquire();
        }
    }

    @Override
    public boolean acquire(boolean blocking) {
        return writes() ? lock.write().acquire(blocking) : lock.read().acquire(blocking);
    }

    boolean acquire(double seconds) throws InterruptedException {
        return writes() ? lock.write().acquire(seconds) : lock.read().acquire(seconds);
    }

    @Override
    public boolean acquire(Duration timeout) throws InterruptedException {
        return mine().acquire(timeout);
    }

    void acquireInterruptibly() throws InterruptedException {
        if (writes()) {
            lock.write().acquireInterruptibly();
        } else {
            lock.read().acquireInterruptibly();
        }
    }

    @Override
    public void release() {
        mine().release();
    }

    @Override
    public Hold hold() {
        return writes() ? lock.write().hold() : lock.read().hold();
    }

    @Override
    public Hold tryHold() {
        return writes() ? lock.write().tryHold() : lock.read().tryHold();
    }

    Hold tryHold(double seconds) throws InterruptedException {
        return writes() ? lock.write().tryHold(seconds) : lock.read().tryHold(seconds);
    }

    @Override
    public Hold tryHold(Duration timeout) throws InterruptedException {
        return mine().tryHold(timeout);
    }

    @Override
    public <X extends Throwable> void with(ThrowingRunnable<X> body) throws X {
        if (writes()) {
            lock.write().with(body);
        } else {
            lock.read().with(body);
        }
    }

    @Override
    public <T, X extends Throwable> T with(ThrowingSupplier<T, X> body) throws X {
        return writes() ? lock.write().with(body) : lock.read().with(body);
    }

    boolean locked() {
        return lock.read().locked() || lock.write().locked();
    }

    @Override
    public String toString() {
        return mine().toString();
    }
}
