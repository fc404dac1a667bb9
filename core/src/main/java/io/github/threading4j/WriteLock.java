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
 * The write lock of a {@link ReadWriteLock}, which only one thread can hold, and only while no other thread holds the
 * read lock.
 *
 * <p>The lock is reentrant. Its owner may also acquire the read lock, and release the write lock before the read lock.
 * The converse is an error: a thread that holds only the read lock can't acquire the write lock, since two such threads
 * would wait for each other. Only the owner may release the write lock.
 *
 * <p>{@link #acquire()}, {@link #hold()} and {@code with} wait uninterruptibly; {@link #acquireInterruptibly()} and the
 * timed methods throw {@link InterruptedException}. The lock may be passed to a {@link Condition}. See
 * {@link ReadWriteLock} for an example, for the differences from Python and {@code java.util.concurrent}, and for
 * fairness.
 *
 * <p>Memory consistency effects: actions before a {@code release} of either lock happen-before actions after a later
 * acquisition of the write lock. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public final class WriteLock implements Acquirable {
    private final ReadWriteSync sync;

    WriteLock(ReadWriteSync sync) {
        this.sync = sync;
    }

    /**
     * Acquires the write lock, waiting uninterruptibly until no other thread holds the read lock or the write lock.
     *
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     */
    @Override
    public void acquire() {
        sync.lock();
    }

    /**
     * Acquires the write lock, waiting only if {@code blocking} is true.
     *
     * @param blocking true waits like {@link #acquire()}; false does not wait
     * @return whether the lock was acquired; always true if {@code blocking} is true
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     */
    @Override
    @CheckReturnValue
    public boolean acquire(boolean blocking) {
        if (!blocking) {
            return sync.tryLock();
        }
        sync.lock();
        return true;
    }

    /**
     * Acquires the write lock if that becomes possible within the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait; if -1 or too large to count,
     *     it waits indefinitely
     * @return whether the lock was acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    public boolean acquire(double seconds) throws InterruptedException {
        return sync.lock(Timeout.ofLock(seconds));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     */
    @Override
    @CheckReturnValue
    public boolean acquire(Duration timeout) throws InterruptedException {
        return sync.lock(Timeout.of(timeout));
    }

    /**
     * Acquires the write lock, waiting until no other thread holds either lock, or the calling thread is interrupted.
     *
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    public void acquireInterruptibly() throws InterruptedException {
        sync.lock(Timeout.FOREVER);
    }

    /**
     * Releases one acquisition of the write lock.
     *
     * @throws IllegalMonitorStateException if the calling thread does not hold the write lock
     */
    @Override
    public void release() {
        sync.unlock();
    }

    /** {@return whether some thread holds the write lock: a snapshot, for monitoring} */
    public boolean locked() {
        return sync.isLocked();
    }

    /**
     * {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}.
     *
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     */
    @Override
    public Hold hold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        sync.lock();
        return hold;
    }

    /**
     * {@inheritDoc} Never waits, and ignores interrupts.
     *
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     */
    @Override
    @CheckReturnValue
    public @Nullable Hold tryHold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return sync.tryLock() ? hold : null;
    }

    /**
     * Acquires the write lock for a try-with-resources statement if that becomes possible within the given time.
     * Otherwise, returns null; the statement then closes nothing.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait; if -1, it waits indefinitely
     * @return the acquisition, which {@link Hold#close()} releases; null if the lock was not acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    public @Nullable Hold tryHold(double seconds) throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(seconds) ? hold : null;
    }

    /**
     * {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}.
     *
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     */
    @Override
    public <X extends Throwable> void with(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            body.run();
        }
    }

    /**
     * {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}.
     *
     * @throws IllegalMonitorStateException if the calling thread holds only the read lock; nothing has changed
     */
    @Override
    public <T extends @Nullable Object, X extends Throwable> T with(ThrowingSupplier<T, X> body) throws X {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            return body.get();
        }
    }

    LockSync sync() {
        return sync;
    }

    /** Returns this lock as a source of a select, which looks this method up by its name. */
    WatchedSource<Hold> selectSource() {
        return sync.selectSource(this);
    }

    @Override
    public String toString() {
        return Labels.of("WriteLock", sync.awaited().name(), sync.label());
    }
}
