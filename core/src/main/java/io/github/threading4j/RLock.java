package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The reentrant lock: Python's {@code threading.RLock}, owned by a thread that may acquire it again.
 *
 * <p>It is unlocked, or owned by one thread with a count of its acquisitions. The owner acquires it again at once;
 * everybody else waits. Only the owner may release it, and it is unlocked when it was released as often as it was
 * acquired.
 *
 * <p>{@link #acquire()}, {@link #hold()} and {@code with} wait uninterruptibly: an interrupt leaves the flag set and
 * the wait goes on. {@link #acquireInterruptibly()} and the timed forms throw {@link InterruptedException}.
 *
 * <pre>{@code
 * var lock = new RLock("accounts");
 * lock.with(() -> {
 *     lock.with(() -> System.out.println(lock.getHoldCount()));   // 2
 *     System.out.println(lock.isHeldByCurrentThread());           // true
 * });
 * System.out.println(lock);                                       // RLock[name=accounts, unlocked]
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code acquire(blocking, timeout)} is four methods. A timeout too large to count
 * waits forever: there is no {@code OverflowError}. Python's private {@code _is_owned} and
 * {@code _recursion_count} are {@link #isHeldByCurrentThread()} and {@link #getHoldCount()}. A lock may have a name.
 *
 * <p><b>Differences from java.util.concurrent.</b> It is a {@link java.util.concurrent.locks.ReentrantLock} with
 * Python's methods and without its limit of 2<sup>31</sup>-1 holds. {@link #asJavaLock()} is a view for Java code.
 *
 * <p>Memory consistency effects: what a thread did before the {@code release} that unlocks happens-before what follows
 * the next successful {@code acquire}, in any form; a failed {@code acquire}, {@link #locked()} and {@link #getOwner()}
 * order nothing. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * <p>Not fair: a thread that comes just as the lock is released may get it before those that queue.
 *
 * @since 0.1.0
 */
public final class RLock implements Acquirable {
    private final @Nullable String name;
    private final Sync sync = new Sync();

    /** Makes an unlocked lock without a name. */
    public RLock() {
        this.name = null;
    }

    /**
     * Makes an unlocked lock.
     *
     * @param name what {@code toString}, dumps and errors call it
     * @throws NullPointerException if {@code name} is null
     */
    public RLock(String name) {
        this.name = Checks.notNull(name, "name");
    }

    /** Acquires once more if the calling thread owns it, else waits uninterruptibly until nobody does. */
    @Override
    public void acquire() {
        sync.lock();
    }

    /**
     * Acquires, waiting only if told to.
     *
     * @param blocking true waits as {@link #acquire()} does; false does not wait at all
     * @return whether the lock was acquired; always true if {@code blocking}
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
     * Acquires unless that takes too long: Python's {@code acquire(timeout=seconds)}.
     *
     * @param seconds the maximum time to wait, in seconds; 0 polls; -1 waits indefinitely
     * @return whether the lock was acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1, also for the owner
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    public boolean acquire(double seconds) throws InterruptedException {
        return sync.lock(Timeout.ofLock(seconds));
    }

    @Override
    @CheckReturnValue
    public boolean acquire(Duration timeout) throws InterruptedException {
        return sync.lock(Timeout.of(timeout));
    }

    /**
     * Acquires, waiting as long as that takes or until an interrupt.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    public void acquireInterruptibly() throws InterruptedException {
        sync.lock(Timeout.FOREVER);
    }

    /**
     * Takes back one acquisition; the last one unlocks.
     *
     * @throws IllegalMonitorStateException if the calling thread does not own the lock
     */
    @Override
    public void release() {
        sync.unlock();
    }

    /** {@return whether some thread owns it: a snapshot, for monitoring} */
    public boolean locked() {
        return sync.isLocked();
    }

    /** {@return whether the calling thread owns it} */
    public boolean isHeldByCurrentThread() {
        return sync.isHeldExclusively();
    }

    /**
     * How often the calling thread has acquired it without releasing it.
     *
     * @return the count; 0 if the calling thread does not own it
     */
    public long getHoldCount() {
        return sync.holdCount();
    }

    /**
     * Who owns it: a snapshot, for monitoring.
     *
     * @return the owner, or null if it is unlocked
     */
    public @Nullable NamedThread getOwner() {
        var owner = sync.holder();
        return owner == null ? null : ThreadTable.of(owner);
    }

    /** {@inheritDoc} Waits uninterruptibly, as {@link #acquire()} does. */
    @Override
    public Hold hold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        sync.lock();
        return hold;
    }

    /** {@inheritDoc} Never waits, and ignores an interrupt. */
    @Override
    @CheckReturnValue
    public @Nullable Hold tryHold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return sync.tryLock() ? hold : null;
    }

    /**
     * Acquires the lock for a try-with-resources if it becomes free within the given time; a try statement allows null.
     *
     * @param seconds the maximum time to wait, in seconds; 0 polls; -1 waits indefinitely
     * @return this acquisition, whose closing releases; null if it was not acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    public @Nullable Hold tryHold(double seconds) throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(seconds) ? hold : null;
    }

    /** {@inheritDoc} Waits uninterruptibly, as {@link #acquire()} does. */
    @Override
    public <X extends Throwable> void with(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            body.run();
        }
    }

    /** {@inheritDoc} Waits uninterruptibly, as {@link #acquire()} does. */
    @Override
    public <T extends @Nullable Object, X extends Throwable> T with(ThrowingSupplier<T, X> body) throws X {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            return body.get();
        }
    }

    /**
     * This same lock for Java code.
     *
     * @return a view; acquiring either acquires both
     */
    public java.util.concurrent.locks.Lock asJavaLock() {
        return new JavaLockView(sync);
    }

    LockSync sync() {
        return sync;
    }

    @Override
    public String toString() {
        return Labels.of("RLock", name, sync.label());
    }

    /**
     * State 0 is unlocked, n is acquired n times by the thread that {@code AbstractOwnableSynchronizer} keeps.
     *
     * <pre>
     *   0 -> 1        tryLock: by anybody, who then writes himself as the owner
     *   0 -> n        tryAcquire(n): the same, out of the queue; n > 1 after waiting for a signal
     *   n -> n + 1    tryLock: by the owner
     *   n -> n - k    tryRelease(k): by the owner, who before 0 erases himself
     * </pre>
     *
     * <p>The owner is a plain field: a thread only ever asks whether it is itself, and that it reads right, since only
     * the thread itself writes itself there and takes itself out before it unlocks.
     */
    private final class Sync extends LockSync {
        private static final long serialVersionUID = 1L;

        @Override
        boolean tryLock() {
            if (tryAcquire(ONCE)) {
                return true;
            }
            if (isHeldExclusively()) {
                setState(getState() + 1);
                return true;
            }
            return false;
        }

        @Override
        protected boolean tryAcquire(long times) {
            if (getState() == 0 && compareAndSetState(0, times)) {
                setExclusiveOwnerThread(Thread.currentThread());
                return true;
            }
            return false;
        }

        @Override
        protected boolean tryRelease(long times) {
            if (!isHeldExclusively()) {
                throw new IllegalMonitorStateException("cannot release un-acquired lock: " + RLock.this
                        + " (expected to be held by " + ThreadTable.nameOf(Thread.currentThread()) + ")");
            }
            var left = getState() - times;
            if (left == 0) {
                setExclusiveOwnerThread(null);
            }
            setState(left);
            return left == 0;
        }

        @Override
        boolean isLocked() {
            return getState() != 0;
        }

        @Override
        protected boolean isHeldExclusively() {
            return getExclusiveOwnerThread() == Thread.currentThread();
        }

        @Override
        public Object awaited() {
            return RLock.this;
        }

        long holdCount() {
            return isHeldExclusively() ? getState() : 0;
        }

        String label() {
            var count = getState();
            return count == 0 ? "unlocked" : ownerLabel() + ", count=" + count;
        }
    }
}
