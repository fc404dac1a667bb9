package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Holds;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.OrderRecorder;
import io.github.threading4j.internal.OrderedLock;
import io.github.threading4j.internal.Recorded;
import io.github.threading4j.internal.Recorder;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import io.github.threading4j.internal.WatchedSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is not reentrant and may be released by any thread: Python's {@code threading.Lock}.
 *
 * <p>A lock is either locked or unlocked, and is created unlocked. {@code acquire} waits while the lock is locked, and
 * then locks it; {@code release} unlocks it and wakes one waiting thread. A lock has no owner: any thread may release
 * it, not only the one that acquired it. A thread that acquires the lock a second time waits until another thread
 * releases it, possibly forever; use an {@link RLock} where this can happen.
 *
 * <p>{@link #acquire()}, {@link #hold()} and {@code with} wait uninterruptibly: the wait continues after an interrupt,
 * and the interrupt status remains set. {@link #acquireInterruptibly()} and the timed methods throw
 * {@link InterruptedException}.
 *
 * <pre>{@code
 * var lock = new Lock("accounts");
 * var balance = new int[] {100};
 * lock.with(() -> balance[0] -= 30);
 * try (var hold = lock.tryHold(0.5)) {           // seconds; null on timeout, which a try statement permits
 *     if (hold != null) {
 *         System.out.println(balance[0]);        // 70
 *     }
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code acquire(blocking, timeout)} corresponds to four methods. A timeout too
 * large to count waits indefinitely: there is no {@code OverflowError}. Waiting threads queue first-come, first-served;
 * Python does not specify the order. A lock may have a name.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.locks.ReentrantLock} is reentrant, and
 * only its owner may unlock it. A {@code Semaphore(1)} may be released by any thread, but also more than once;
 * releasing this lock while it is unlocked is an error. {@link #asJavaLock()} returns a view for Java code.
 *
 * <p>Memory consistency effects: actions before a {@code release} happen-before actions after the next successful
 * acquisition, by any method and in any thread. A failed {@code acquire} and {@link #locked()} have no memory effects.
 * See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * <p>The lock is not fair: a thread that arrives just as the lock is released may acquire it before the queued threads.
 *
 * @since 0.1.0
 */
public final class Lock implements Acquirable {
    private final @Nullable String name;
    private final Sync sync;

    /** Creates an unlocked lock without a name. */
    public Lock() {
        this.name = null;
        this.sync = newSync();
    }

    /**
     * Creates an unlocked lock.
     *
     * @param name the name shown in {@code toString}, dumps and errors
     * @throws NullPointerException if {@code name} is null
     */
    public Lock(String name) {
        this.name = Checks.notNull(name, "name");
        this.sync = newSync();
    }

    private Sync newSync() {
        return Recorder.isEnabled() ? RecordedSync.create(this) : new Sync();
    }

    /** Acquires the lock, waiting uninterruptibly until it is free, even if the calling thread itself has locked it. */
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
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1
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
     * Acquires the lock, waiting until it is free or the thread is interrupted.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    public void acquireInterruptibly() throws InterruptedException {
        sync.lock(Timeout.FOREVER);
    }

    /**
     * Releases the lock. Any thread may call this, not only the one that acquired the lock.
     *
     * @throws IllegalMonitorStateException if the lock is not locked
     */
    @Override
    public void release() {
        sync.unlock();
    }

    /** {@return whether the lock is locked: a snapshot, for monitoring} */
    public boolean locked() {
        return sync.isLocked();
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
     * Returns a view of this lock for Java code. Any thread may call the view's {@code unlock}; the view's conditions
     * reject threads that did not acquire the lock.
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
        return Labels.of("Lock", name, sync.ownerLabel());
    }

    /**
     * A single word stores both whether the lock is locked and which thread locked it. With two words, another thread
     * could release the lock between the two updates.
     *
     * <pre>
     *   0            unlocked
     *   a thread id  locked, by that thread
     *
     *   0 -> id   tryLock, tryAcquire: by that thread
     *   id -> 0   tryRelease: by any thread
     * </pre>
     *
     * <p>The word is not the state of {@code AbstractQueuedLongSynchronizer} (which stays 0 here), because that state
     * has no atomic exchange: a release would have to read the state and then compare and set it. This would make a
     * pair of acquire and release about one sixth slower.
     *
     * <p>The owner in {@code AbstractOwnableSynchronizer} serves only for dumps, {@code toString} and the detection of
     * deadlocks: it is written after the word, and a concurrent release by another thread may leave it out of date
     * until the next acquire.
     */
    private class Sync extends LockSync {
        private static final long serialVersionUID = 1L;

        private static final VarHandle LOCKED_BY = VarHandles.field(MethodHandles.lookup(), "lockedBy", long.class);

        private static final long UNLOCKED = 0;

        /**
         * The bit that is set in the word of every locked lock, so that the word never equals UNLOCKED, whatever id a
         * subclass of Thread returns.
         */
        private static final long LOCKED = Long.MIN_VALUE;

        private transient volatile long lockedBy;

        private static long by(Thread thread) {
            return LOCKED | JavaThreads.id(thread);
        }

        @Override
        boolean tryLock() {
            var current = Thread.currentThread();
            // Read first: a compareAndSet that fails would needlessly take the cache line from other processors.
            if (lockedBy == UNLOCKED && LOCKED_BY.compareAndSet(this, UNLOCKED, by(current))) {
                setExclusiveOwnerThread(current);
                return true;
            }
            return false;
        }

        @Override
        protected boolean tryAcquire(long ignored) {
            return tryLock();
        }

        @Override
        protected boolean tryRelease(long ignored) {
            setExclusiveOwnerThread(null);
            if ((long) LOCKED_BY.getAndSet(this, UNLOCKED) == UNLOCKED) {
                throw new IllegalMonitorStateException(
                        "release unlocked lock: " + Lock.this + " (expected to be locked)");
            }
            signalWatchers(1);
            return true;
        }

        @Override
        boolean isLocked() {
            return lockedBy != UNLOCKED;
        }

        @Override
        protected boolean isHeldExclusively() {
            return lockedBy == by(Thread.currentThread());
        }

        /**
         * Any thread may release the lock, so it is never certain that only the holder can end the wait. A thread that
         * waits for the lock although it holds the lock itself, or although the holder has ended, most likely expects
         * another thread to release the lock: a lock also serves as a signal.
         */
        @Override
        public Enders enders(Thread waiter) {
            var word = lockedBy;
            if (word == UNLOCKED) {
                return Enders.Open.OVER;
            }
            var owner = getExclusiveOwnerThread(); // read after the word, and compared with it
            return owner != null && by(owner) == word && owner != waiter && owner.isAlive()
                    ? new Enders.One(owner, false)
                    : Enders.Open.ANY_THREAD;
        }

        @Override
        public final Object awaited() {
            return Lock.this;
        }
    }

    /** A synchronizer that records the thread that holds it, until another thread releases it. */
    private class RecordedSync extends Sync implements Recorded {
        private static final long serialVersionUID = 1L;

        /** Whether the lock was ever released by a thread other than the one that had acquired it. */
        private transient volatile boolean releasedByOther;

        /** A method of this class, so that its subclass is loaded only if it is needed. */
        static Sync create(Lock lock) {
            return Recorder.isOrdering() ? OrderedSync.create(lock) : lock.new RecordedSync();
        }

        @Override
        boolean tryLock() {
            if (releasedByOther) {
                return super.tryLock();
            }
            var mine = Holds.mine();
            mine.prepare();
            var locked = super.tryLock();
            if (locked && !releasedByOther) {
                mine.add(this);
            }
            return locked;
        }

        @Override
        protected boolean tryRelease(long ignored) {
            var isMine = isHeldExclusively();
            if (!isMine && isLocked()) {
                releasedByOther = true;
                becomesSignal();
            }
            var released = super.tryRelease(ignored);
            if (isMine) {
                Holds.remove(this);
            }
            return released;
        }

        /** Called when the lock is first released by a thread other than the one that had acquired it. */
        void becomesSignal() {}

        @Override
        public boolean mayBeHeldBy(@Nullable Thread thread) {
            return !releasedByOther && holder() == thread;
        }

        @Override
        public boolean isExclusive() {
            return true;
        }

        @Override
        public Enders enders(Thread waiter) {
            var enders = super.enders(waiter);
            return releasedByOther && enders != Enders.Open.OVER ? Enders.Open.ANY_THREAD : enders;
        }
    }

    /** A synchronizer that also records the order in which this lock and others are acquired. */
    private final class OrderedSync extends RecordedSync {
        private static final long serialVersionUID = 1L;

        private final transient OrderedLock order = Recorder.order("Lock", name);

        static Sync create(Lock lock) {
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
        void becomesSignal() {
            order.becomesSignal();
        }

        @Override
        public OrderedLock order() {
            return order;
        }
    }
}
