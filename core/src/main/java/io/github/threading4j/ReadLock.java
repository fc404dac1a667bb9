package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The read lock of a {@link ReadWriteLock}, which several threads can hold at the same time.
 *
 * <p>The lock is reentrant. A thread that holds the read lock or the write lock acquires the read lock at once, even
 * while other threads wait for the write lock. Any other thread waits while the write lock is held, or while a writer
 * is first in the queue. Only a thread that holds the read lock may release it.
 *
 * <p>{@link #acquire()}, {@link #hold()} and {@code with} wait uninterruptibly; {@link #acquireInterruptibly()} and the
 * timed methods throw {@link InterruptedException}. The lock has no conditions. See {@link ReadWriteLock} for an
 * example, for the differences from Python and {@code java.util.concurrent}, and for fairness.
 *
 * <p>Memory consistency effects: actions before a {@code release} of the write lock happen-before actions after a later
 * acquisition of the read lock; actions before a {@code release} of the read lock happen-before actions after a later
 * acquisition of the write lock. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public final class ReadLock implements Acquirable {
    private final ReadWriteSync sync;

    ReadLock(ReadWriteSync sync) {
        this.sync = sync;
    }

    /** Acquires the read lock, waiting uninterruptibly until no other thread holds the write lock. */
    @Override
    public void acquire() {
        sync.lockRead();
    }

    /**
     * Acquires the read lock, waiting only if {@code blocking} is true.
     *
     * @param blocking true waits like {@link #acquire()}; false does not wait
     * @return whether the lock was acquired; always true if {@code blocking} is true
     */
    @Override
    @CheckReturnValue
    public boolean acquire(boolean blocking) {
        if (!blocking) {
            return sync.tryLockRead();
        }
        sync.lockRead();
        return true;
    }

    /**
     * Acquires the read lock if that becomes possible within the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait; if -1 or too large to count,
     *     it waits indefinitely
     * @return whether the lock was acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    public boolean acquire(double seconds) throws InterruptedException {
        return sync.lockRead(Timeout.ofLock(seconds));
    }

    @Override
    @CheckReturnValue
    public boolean acquire(Duration timeout) throws InterruptedException {
        return sync.lockRead(Timeout.of(timeout));
    }

    /**
     * Acquires the read lock, waiting until no other thread holds the write lock or the calling thread is interrupted.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    public void acquireInterruptibly() throws InterruptedException {
        sync.lockRead(Timeout.FOREVER);
    }

    /**
     * Releases one acquisition of the read lock.
     *
     * @throws IllegalMonitorStateException if the calling thread does not hold the read lock
     */
    @Override
    public void release() {
        sync.unlockRead();
    }

    /** {@return whether some thread holds the read lock: a snapshot, for monitoring} */
    public boolean locked() {
        return sync.isLockedForReading();
    }

    /** {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}. */
    @Override
    public Hold hold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        sync.lockRead();
        return hold;
    }

    /** {@inheritDoc} Never waits, and ignores interrupts. */
    @Override
    @CheckReturnValue
    public @Nullable Hold tryHold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return sync.tryLockRead() ? hold : null;
    }

    /**
     * Acquires the read lock for a try-with-resources statement if that becomes possible within the given time.
     * Otherwise, returns null; the statement then closes nothing.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait; if -1, it waits indefinitely
     * @return the acquisition, which {@link Hold#close()} releases; null if the lock was not acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    public @Nullable Hold tryHold(double seconds) throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(seconds) ? hold : null;
    }

    /** {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}. */
    @Override
    public <X extends Throwable> void with(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            body.run();
        }
    }

    /** {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}. */
    @Override
    public <T extends @Nullable Object, X extends Throwable> T with(ThrowingSupplier<T, X> body) throws X {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            return body.get();
        }
    }

    /** Returns this lock as a source of a select, which looks this method up by its name. */
    WatchedSource<Hold> selectSource() {
        return sync.readSource(this);
    }

    @Override
    public String toString() {
        return Labels.of("ReadLock", sync.awaited().name(), sync.label());
    }
}
