package io.github.threading4j;

import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.ThreadingAccess;
import org.jspecify.annotations.Nullable;

/**
 * The ways to acquire a lock, written once for {@link Lock}, {@link RLock} and their view for Java code: a fast path
 * that never waits, and a slow one through the {@link QueuedSync}.
 */
abstract class LockSync extends QueuedSync {
    private static final long serialVersionUID = 1L;

    /** The argument of the acquire and release methods: one acquisition. */
    static final long ONCE = 1;

    /** Acquires without waiting and without regard for who queues, reentering if this lock can be. */
    abstract boolean tryLock();

    @Override
    protected abstract boolean isHeldExclusively();

    final void lock() {
        if (!tryLock()) {
            blockUninterruptibly(ONCE);
        }
    }

    /** Acquires within {@code nanos}, as {@link io.github.threading4j.internal.Timeout} gives them. */
    final boolean lock(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before acquiring " + awaited());
        }
        return tryLock() || (nanos > 0 && block(ONCE, nanos));
    }

    final void unlock() {
        release(ONCE);
    }

    abstract boolean isLocked();

    @Override
    public final Kind kind() {
        return Kind.ACQUIRE;
    }

    /** Who holds the lock, for {@code toString} and dumps: a snapshot of two fields that are not written as one. */
    @Override
    public final @Nullable Thread holder() {
        var owner = getExclusiveOwnerThread();
        return isLocked() ? owner : null;
    }

    /** {@code unlocked}, or who owns it. */
    final String ownerLabel() {
        var owner = holder();
        if (owner != null) {
            return "owner=" + ThreadingAccess.get().nameOf(owner);
        }
        // The owner is written after the state, so for a moment a locked lock has none.
        return isLocked() ? "locked" : "unlocked";
    }
}
