package io.github.threading4j;

import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import org.jspecify.annotations.Nullable;

/**
 * The synchronizer of {@link Lock}, {@link RLock} and their view for Java code: a fast path that never waits, and a
 * slow path through {@link QueuedSync}.
 */
abstract class LockSync extends QueuedSync {
    private static final long serialVersionUID = 1L;

    /** The argument of the acquire and release methods: one acquisition. */
    static final long ONCE = 1;

    /**
     * Acquires the lock if that is possible without waiting, regardless of queued threads. The owner of a reentrant
     * lock can acquire it again.
     */
    abstract boolean tryLock();

    @Override
    protected abstract boolean isHeldExclusively();

    void lock() {
        if (!tryLock()) {
            waitForLock();
        }
    }

    void waitForLock() {
        if (Cancelling.endsDeadlocksOf(Timeout.FOREVER)) {
            uninterruptibly(nanos -> block(ONCE, nanos));
        } else {
            blockUninterruptibly(ONCE);
        }
    }

    /** Waits uninterruptibly, but so that a watch can end the wait. An interrupted thread enters the queue again. */
    static void uninterruptibly(CancelPoint.Wait wait) {
        var interrupted = false;
        try {
            for (var locked = false; !locked; ) {
                try {
                    locked = CancelPoint.awaitInAnyScope(wait);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Acquires the lock, waiting at most a number of nanoseconds as returned by
     * {@link Timeout}.
     */
    boolean lock(long nanos) throws InterruptedException {
        Cancelling.checkAtEdge();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before acquiring " + awaited());
        }
        return tryLock() || (nanos > 0 && lockSlow(nanos));
    }

    private boolean lockSlow(long nanos) throws InterruptedException {
        try {
            return waitForLock(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
    }

    boolean waitForLock(long nanos) throws InterruptedException {
        return Cancelling.endsDeadlocksOf(nanos)
                ? CancelPoint.await(left -> block(ONCE, left), nanos)
                : block(ONCE, nanos);
    }

    final void unlock() {
        release(ONCE);
    }

    /** Returns the lock as a source of a select. */
    final WatchedSource<Hold> selectSource(Acquirable lock) {
        return new WatchedSource<>(
                Kind.ACQUIRE,
                lock,
                into -> {
                    into.take(new Hold(lock)); // first, so that nothing can fail once it is acquired
                    return tryLock();
                },
                this::watchers,
                this::enders);
    }

    abstract boolean isLocked();

    /** Waits for a signal of a condition, with the lock held. */
    boolean awaitSignal(WaitSet waitSet, long nanos) throws InterruptedException {
        return waitSet.awaitSignalUnprepared(nanos);
    }

    @Override
    public final Kind kind() {
        return Kind.ACQUIRE;
    }

    /**
     * Returns the thread that holds the lock, for {@code toString} and dumps: a snapshot of two fields that are not
     * written atomically.
     */
    @Override
    public @Nullable Thread holder() {
        var owner = getExclusiveOwnerThread();
        return isLocked() ? owner : null;
    }

    /** Returns {@code unlocked} or a description of the owner; {@code locked} if the owner is not known yet. */
    final String ownerLabel() {
        var owner = holder();
        if (owner != null) {
            return "owner=" + ThreadingAccess.get().nameOf(owner);
        }
        // The owner is written after the state, so a locked lock has no owner for a moment.
        return isLocked() ? "locked" : "unlocked";
    }
}
