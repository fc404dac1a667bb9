package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.VarHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The plain lock: Python's {@code threading.Lock}, not reentrant, released by any thread.
 *
 * <p>It is either locked or unlocked, and made unlocked. {@code acquire} locks it, waiting while it is locked;
 * {@code release} unlocks it and lets one waiting thread go on. Nobody owns it: any thread may release it, so one
 * thread can lock it and another hand it on. A thread that acquires it a second time waits for itself, forever unless
 * another thread releases it; use an {@link RLock} where that may happen.
 *
 * <p>{@link #acquire()}, {@link #hold()} and {@code with} wait uninterruptibly: an interrupt leaves the flag set and
 * the wait goes on. {@link #acquireInterruptibly()} and the timed forms throw {@link InterruptedException}.
 *
 * <pre>{@code
 * var lock = new Lock("accounts");
 * var balance = new int[] {100};
 * lock.with(() -> balance[0] -= 30);
 * try (var hold = lock.tryHold(0.5)) {           // seconds; null if it took too long, which try allows
 *     if (hold != null) {
 *         System.out.println(balance[0]);        // 70
 *     }
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code acquire(blocking, timeout)} is four methods. A timeout too large to count
 * waits forever: there is no {@code OverflowError}. Waiting threads queue first-come, first-served, which
 * Python leaves open. A lock may have a name.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link java.util.concurrent.locks.ReentrantLock} is reentrant and
 * only its owner may unlock it; a {@code Semaphore(1)} may be released by anybody, but also twice. This lock is
 * neither: releasing it while it is unlocked is an error. {@link #asJavaLock()} is a view for Java code.
 *
 * <p>Memory consistency effects: what a thread did before {@code release} happens-before what follows the next
 * successful {@code acquire}, in any form and by any thread; a failed {@code acquire} and {@link #locked()} order
 * nothing. See the
 * <a href="package-summary.html#memory">table of the package</a>.
 *
 * <p>Not fair: a thread that comes just as the lock is released may get it before those that queue.
 *
 * @since 0.1.0
 */
public final class Lock implements Acquirable {
    private final @Nullable String name;
    private final Sync sync = new Sync();

    /** Makes an unlocked lock without a name. */
    public Lock() {
        this.name = null;
    }

    /**
     * Makes an unlocked lock.
     *
     * @param name what {@code toString}, dumps and errors call it
     * @throws NullPointerException if {@code name} is null
     */
    public Lock(String name) {
        this.name = Checks.notNull(name, "name");
    }

    /** Locks, waiting uninterruptibly as long as that takes; forever if the calling thread itself locked it. */
    @Override
    public void acquire() {
        sync.lock();
    }

    /**
     * Locks, waiting only if told to.
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
     * Locks unless that takes too long: Python's {@code acquire(timeout=seconds)}.
     *
     * @param seconds the maximum time to wait, in seconds; 0 polls; -1 waits indefinitely
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
     * Locks, waiting as long as that takes or until an interrupt.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    public void acquireInterruptibly() throws InterruptedException {
        sync.lock(Timeout.FOREVER);
    }

    /**
     * Unlocks; any thread may do so.
     *
     * @throws IllegalMonitorStateException if the lock is not locked
     */
    @Override
    public void release() {
        sync.unlock();
    }

    /** {@return whether some thread has locked it: a snapshot, for monitoring} */
    public boolean locked() {
        return sync.isLocked();
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
     * This same lock for Java code. Its {@code unlock} may be called by any thread; conditions made by it refuse
     * threads that did not acquire the lock.
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
        return Labels.of("Lock", name, sync.ownerLabel());
    }

    /**
     * Whether it is locked and by whom is one word, so that no release by another thread can come between them.
     *
     * <pre>
     *   0            unlocked
     *   a thread id  locked, by that thread
     *
     *   0 -> id   tryLock, tryAcquire: by that thread
     *   id -> 0   tryRelease: by any thread
     * </pre>
     *
     * <p>The word stands beside the state that {@code AbstractQueuedLongSynchronizer} has (and that stays 0 here)
     * because that one can't be exchanged: a release would have to read it and compare it, which makes the pair of
     * acquire and release about a sixth slower than the two atomic instructions it needs.
     *
     * <p>The owner that {@code AbstractOwnableSynchronizer} keeps is for dumps and {@code toString} only: it is written
     * after the word, and a release by another thread just then may leave it out of date until the next acquire.
     */
    private final class Sync extends LockSync {
        private static final long serialVersionUID = 1L;

        private static final VarHandle LOCKED_BY = VarHandles.field(MethodHandles.lookup(), "lockedBy", long.class);

        private static final long UNLOCKED = 0;

        /** A word that is never UNLOCKED, whatever a subclass of Thread says its id is. */
        private static final long LOCKED = Long.MIN_VALUE;

        private transient volatile long lockedBy;

        private static long by(Thread thread) {
            return LOCKED | JavaThreads.id(thread);
        }

        @Override
        boolean tryLock() {
            var current = Thread.currentThread();
            // Looking first keeps those who come while it is locked from taking the cache line for nothing.
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

        @Override
        public Object awaited() {
            return Lock.this;
        }
    }
}
