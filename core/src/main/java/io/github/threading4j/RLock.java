package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Holds;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.OrderRecorder;
import io.github.threading4j.internal.OrderedLock;
import io.github.threading4j.internal.Recorded;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A reentrant lock, which its owner may acquire again: Python's {@code threading.RLock}.
 *
 * <p>The lock is either unlocked, or owned by one thread with a count of its acquisitions. If the owner acquires the
 * lock again, it does not wait; other threads wait. Only the owner may release the lock, which is unlocked once it has
 * been released the same number of times as it was acquired.
 *
 * <p>{@link #acquire()}, {@link #hold()} and {@code with} wait uninterruptibly: the wait continues after an interrupt,
 * and the interrupt status remains set. {@link #acquireInterruptibly()} and the timed methods throw
 * {@link InterruptedException}.
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
 * <p><b>Differences from Python.</b> {@code acquire(blocking, timeout)} corresponds to four methods. A timeout too
 * large to count waits indefinitely: there is no {@code OverflowError}. Python's private {@code _is_owned} and
 * {@code _recursion_count} are {@link #isHeldByCurrentThread()} and {@link #getHoldCount()}. A lock may have a name.
 *
 * <p><b>Differences from java.util.concurrent.</b> This is a {@link java.util.concurrent.locks.ReentrantLock} with
 * Python's methods, and without the limit of 2<sup>31</sup>-1 holds. {@link #asJavaLock()} returns a view for Java
 * code.
 *
 * <p>Memory consistency effects: actions before the {@code release} that unlocks the lock happen-before actions after
 * the next successful acquisition, by any method. A failed {@code acquire}, {@link #locked()} and {@link #getOwner()}
 * have no memory effects. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * <p>The lock is not fair: a thread that arrives just as the lock is released may acquire it before the queued threads.
 *
 * @since 0.1.0
 */
public final class RLock implements Acquirable {
    private final @Nullable String name;
    private final Sync sync;

    /** Creates an unlocked lock without a name. */
    public RLock() {
        this.name = null;
        this.sync = newSync();
    }

    /**
     * Creates an unlocked lock.
     *
     * @param name the name shown in {@code toString}, dumps and errors
     * @throws NullPointerException if {@code name} is null
     */
    public RLock(String name) {
        this.name = Checks.notNull(name, "name");
        this.sync = newSync();
    }

    private Sync newSync() {
        return Recorder.isEnabled() ? RecordedSync.create(this) : new Sync();
    }

    /** Acquires the lock, waiting uninterruptibly while another thread owns it. */
    @Override
    public void acquire() {
        sync.lock();
    }

    /**
     * Acquires the lock, waiting only if {@code blocking} is true.
     *
     * @param blocking true waits like {@link #acquire()}; false does not wait
     * @return whether the lock was acquired; always true if {@code blocking} is true
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
     * Acquires the lock if it becomes free within the given time: Python's {@code acquire(timeout=seconds)}.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait; if -1 or too large to count,
     *     it waits indefinitely
     * @return whether the lock was acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1, even if the calling thread
     *     owns the lock
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
     * Acquires the lock, waiting until no other thread owns it or the calling thread is interrupted.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    public void acquireInterruptibly() throws InterruptedException {
        sync.lock(Timeout.FOREVER);
    }

    /**
     * Releases one acquisition; unlocks the lock if that was the last one.
     *
     * @throws IllegalMonitorStateException if the calling thread does not own the lock
     */
    @Override
    public void release() {
        sync.unlock();
    }

    /** {@return whether some thread owns the lock: a snapshot, for monitoring} */
    public boolean locked() {
        return sync.isLocked();
    }

    /** {@return whether the calling thread owns the lock} */
    public boolean isHeldByCurrentThread() {
        return sync.isHeldExclusively();
    }

    /**
     * Returns the number of acquisitions that the calling thread has not released yet.
     *
     * @return the count; 0 if the calling thread does not own the lock
     */
    public long getHoldCount() {
        return sync.holdCount();
    }

    /**
     * Returns the thread that owns the lock: a snapshot, for monitoring.
     *
     * @return the owner, or null if the lock is unlocked
     */
    public @Nullable NamedThread getOwner() {
        var owner = sync.holder();
        return owner == null ? null : ThreadTable.of(owner);
    }

    /** {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}. */
    @Override
    public Hold hold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        sync.lock();
        return hold;
    }

    /** {@inheritDoc} Never waits, and ignores interrupts. */
    @Override
    @CheckReturnValue
    public @Nullable Hold tryHold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return sync.tryLock() ? hold : null;
    }

    /**
     * Acquires the lock for a try-with-resources statement if it becomes free within the given time. Otherwise, returns
     * null; the statement then closes nothing.
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

    /**
     * Returns a view of this lock for Java code.
     *
     * @return the view; acquiring the view acquires this lock, and vice versa
     */
    public java.util.concurrent.locks.Lock asJavaLock() {
        return new JavaLockView(sync);
    }

    /** Returns this lock as a source of a select, which looks this method up by its name. */
    WatchedSource<Hold> selectSource() {
        return sync.selectSource(this);
    }

    LockSync sync() {
        return sync;
    }

    @Override
    public String toString() {
        return Labels.of("RLock", name, sync.label());
    }

    /**
     * State 0 means unlocked; n means acquired n times by the owner, which {@code AbstractOwnableSynchronizer} stores.
     *
     * <pre>
     *   0 -> 1        tryLock: by any thread, which then writes itself as the owner
     *   0 -> n        tryAcquire(n): by a queued thread, which also becomes the owner; n > 1 after waiting for a signal
     *   n -> n + 1    tryLock: by the owner
     *   n -> n - k    tryRelease(k): by the owner, which clears the owner field before it writes 0
     * </pre>
     *
     * <p>The owner is a plain field: a thread only checks whether it is the owner itself. This check needs no
     * synchronization: only the thread itself ever sets the field to that thread, and it clears the field before it
     * unlocks.
     */
    private class Sync extends LockSync {
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
            if (left == 0) {
                signalWatchers(1);
            }
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
        public Enders enders(Thread waiter) {
            if (getState() == 0) {
                return Enders.Open.OVER;
            }
            var owner = getExclusiveOwnerThread(); // read after the state, which is written before the owner
            return owner == null ? Enders.Open.ANY_THREAD : new Enders.One(owner, true);
        }

        @Override
        public final Object awaited() {
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

    /** A synchronizer that records the thread that holds it. */
    private class RecordedSync extends Sync implements Recorded {
        private static final long serialVersionUID = 1L;

        /** A method of this class, so that its subclass is loaded only if it is needed. */
        static Sync create(RLock lock) {
            return Recorder.isOrdering() ? OrderedSync.create(lock) : lock.new RecordedSync();
        }

        @Override
        protected boolean tryAcquire(long times) {
            var mine = Holds.mine();
            mine.prepare();
            var acquired = super.tryAcquire(times);
            if (acquired) {
                mine.add(this);
            }
            return acquired;
        }

        @Override
        protected boolean tryRelease(long times) {
            var released = super.tryRelease(times);
            if (released) {
                Holds.remove(this);
            }
            return released;
        }

        @Override
        public boolean mayBeHeldBy(@Nullable Thread thread) {
            return holder() == thread;
        }

        @Override
        public boolean isExclusive() {
            return true;
        }
    }

    /** A synchronizer that also records the order in which this lock and others are acquired. */
    private final class OrderedSync extends RecordedSync {
        private static final long serialVersionUID = 1L;

        private final transient OrderedLock order = Recorder.order("RLock", name);

        static Sync create(RLock lock) {
            return lock.new OrderedSync();
        }

        @Override
        void lock() {
            OrderRecorder.beforeAcquire(this, order);
            super.lock();
        }

        @Override
        boolean lock(long nanos) throws InterruptedException {
            if (nanos == Timeout.FOREVER) {
                OrderRecorder.beforeAcquire(this, order);
            }
            return super.lock(nanos);
        }

        @Override
        protected void beforeAwait() {
            if (isHeldExclusively()) {
                OrderRecorder.beforeAwait(this, order);
            }
        }

        @Override
        public OrderedLock order() {
            return order;
        }
    }
}
