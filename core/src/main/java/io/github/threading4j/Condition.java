package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingBooleanSupplier;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A condition variable: Python's {@code threading.Condition}. Threads that hold a lock use it to wait for a signal.
 *
 * <p>A condition has a lock, which is its own {@link RLock} or is passed to the constructor; several conditions may
 * share a lock. A thread that holds the lock may call {@code await}, which releases the lock, waits for a signal, and
 * reacquires the lock. Whether {@code await} returns or throws, the thread then holds the lock with the previous hold
 * count. A thread that holds the lock may {@code signal} one, several or all waiting threads; each returns once it has
 * reacquired the lock. Waiters are signalled in FIFO order, and no signal is lost: if the chosen waiter times out or is
 * interrupted at that moment, the signal passes to the next waiter. With a lock of this library, there are
 * no spurious wake-ups; with a {@code java.util.concurrent} lock, they may occur. The condition is itself an
 * {@link Acquirable}: acquiring the condition acquires its lock.
 *
 * <p>When {@code await} is interrupted, it throws {@link InterruptedException} once it has reacquired the lock, which
 * may take longer than the timeout. Without a timeout, {@code acquire}, {@code hold} and {@code with} wait
 * uninterruptibly for any kind of lock: the wait continues after an interrupt, and the interrupt status remains set.
 * {@code acquire} and {@code tryHold} with a timeout throw {@link InterruptedException}.
 *
 * <pre>{@code
 * var buffer = new ArrayDeque<String>();
 * var ready = new Condition();
 * new NamedThread(() -> {
 *     try (var hold = ready.hold()) {
 *         buffer.add("item");
 *         ready.signal();
 *     }
 * }).start();
 * try (var hold = ready.hold()) {
 *     ready.awaitFor(() -> !buffer.isEmpty());
 *     System.out.println(buffer.remove());
 * }
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code wait}, {@code wait_for}, {@code notify(n)} and {@code notify_all} are
 * {@code await}, {@code awaitFor}, {@code signal(n)} and {@code signalAll}. Waiting and signalling require the calling
 * thread to hold the lock; with a plain {@code Lock}, Python only checks that the lock is locked. A signal that arrives
 * just as a wait times out is not lost. The predicate of {@code awaitFor} and the result of {@code awaitFor} are
 * boolean. A custom lock must be a {@code java.util.concurrent} lock ({@link Acquirable#of}); a semaphore is rejected.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link java.util.concurrent.locks.Condition} is created by its lock;
 * here, a condition creates its lock or is given one, and can be acquired in place of the lock. {@code await(5)} waits
 * for 5 seconds, and returns whether a signal arrived.
 *
 * <p>Memory consistency effects: acquiring and releasing the lock have the effects that the lock specifies, also in
 * {@code await}; a signal by itself has none. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public final class Condition implements Acquirable {
    private final Acquirable lock;

    /** The synchronizer of the lock; null for a {@code java.util.concurrent} lock. */
    private final @Nullable LockSync sync;

    private final java.util.concurrent.locks.Condition queue;

    private final @Nullable String name;

    /**
     * The number of threads in {@code await}. It is never less than the number of threads that can be signalled, which
     * is sufficient for {@code signal(n)}. It is atomic, because a caller that does not hold the lock may change it: a
     * {@code java.util.concurrent} lock rejects the caller only after it has been counted.
     */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Creates a condition with a new {@link RLock}. */
    public Condition() {
        this(null, new RLock());
    }

    /**
     * Creates a condition with a new {@link RLock}.
     *
     * @param name the name of the condition and of its lock, shown in {@code toString}, dumps and errors
     * @throws NullPointerException if {@code name} is null
     */
    public Condition(String name) {
        this(name, new RLock(name));
    }

    /**
     * Creates a condition on a lock.
     *
     * @param lock a {@link Lock}, an {@link RLock}, a {@link WriteLock}, another {@code Condition} (whose lock is then
     *     used) or a result of {@link Acquirable#of}
     * @throws NullPointerException if {@code lock} is null
     * @throws IllegalArgumentException if {@code lock} is anything else
     * @throws UnsupportedOperationException if {@code lock} is a {@link ReadLock}, or a view of a
     *     {@code java.util.concurrent} lock that has no conditions
     */
    public Condition(Acquirable lock) {
        this(null, lock);
    }

    /**
     * Creates a condition on a lock.
     *
     * @param lock as for {@link #Condition(Acquirable)}
     * @param name the name shown in {@code toString}, dumps and errors
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #Condition(Acquirable)}
     * @throws UnsupportedOperationException as for {@link #Condition(Acquirable)}
     */
    public Condition(Acquirable lock, String name) {
        this(Checks.notNull(name, "name"), lock);
    }

    /**
     * Creates a condition on a {@code java.util.concurrent} lock.
     *
     * @param lock a lock that has conditions
     * @throws NullPointerException if {@code lock} is null
     * @throws UnsupportedOperationException if the lock has no conditions
     */
    public Condition(java.util.concurrent.locks.Lock lock) {
        this(null, Acquirable.of(lock));
    }

    private Condition(@Nullable String name, Acquirable given) {
        this.lock = given instanceof Condition other ? other.lock : Checks.notNull(given, "lock");
        this.name = name;
        if (lock instanceof JavaLockAdapter foreign) {
            this.sync = null;
            this.queue = foreign.newCondition();
        } else {
            this.sync = syncOf(lock);
            this.queue = sync.newWaitSet(Blocker.Kind.SIGNAL, this);
        }
    }

    private static LockSync syncOf(Acquirable lock) {
        if (lock instanceof Lock plain) {
            return plain.sync();
        }
        if (lock instanceof RLock reentrant) {
            return reentrant.sync();
        }
        if (lock instanceof WriteLock write) {
            return write.sync();
        }
        if (lock instanceof ReadLock) {
            throw new UnsupportedOperationException("lock has no conditions: " + lock + " (expected the write lock)");
        }
        throw new IllegalArgumentException("lock has no conditions: " + Labels.describe(lock)
                + " (expected a Lock, an RLock, a WriteLock, a Condition, or Acquirable.of(lock))");
    }

    /**
     * Returns the lock that a thread must hold to wait and to signal.
     *
     * @return the lock passed to the constructor, or the condition's own RLock
     */
    public Acquirable getLock() {
        return lock;
    }

    /** Acquires the lock, waiting uninterruptibly; for a {@code java.util.concurrent} lock, calls {@code lock()}. */
    @Override
    public void acquire() {
        if (sync != null) {
            sync.lock();
        } else {
            foreign().lock();
        }
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
        if (blocking) {
            acquire();
            return true;
        }
        return sync != null ? sync.tryLock() : foreign().tryLock();
    }

    /** Returns the view of the {@code java.util.concurrent} lock; called only if {@link #sync} is null. */
    private JavaLockAdapter foreign() {
        return (JavaLockAdapter) lock;
    }

    /**
     * Acquires the lock if it becomes free within the given time.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait; if -1, it waits indefinitely
     * @return whether the lock was acquired in time
     * @throws IllegalArgumentException if {@code seconds} is NaN, or negative but not -1
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    public boolean acquire(double seconds) throws InterruptedException {
        var nanos = Timeout.ofLock(seconds);
        return sync != null ? sync.lock(nanos) : lock.acquire(Duration.ofNanos(nanos));
    }

    @Override
    @CheckReturnValue
    public boolean acquire(Duration timeout) throws InterruptedException {
        return lock.acquire(timeout);
    }

    /** {@inheritDoc} Waits uninterruptibly, like {@link #acquire()}. */
    @Override
    public Hold hold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        acquire();
        return hold;
    }

    /** {@inheritDoc} Never waits, and ignores interrupts. */
    @Override
    @CheckReturnValue
    public @Nullable Hold tryHold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(false) ? hold : null;
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

    @Override
    public void release() {
        lock.release();
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
     * Returns whether the lock is locked: a snapshot, for monitoring.
     *
     * @return true if some thread holds it
     * @throws UnsupportedOperationException if the lock is a {@code java.util.concurrent} lock, which has no such
     *     method
     */
    public boolean locked() {
        if (sync == null) {
            throw new UnsupportedOperationException("locked() is not supported by a java.util.concurrent lock: "
                    + Labels.describe(lock) + " (expected a Lock or RLock)");
        }
        return sync.isLocked();
    }

    /**
     * Releases the lock, waits for a signal, and reacquires the lock, restoring its previous hold count.
     *
     * @return always true
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     * @throws InterruptedException if the calling thread is interrupted before or while it waits for a signal; the lock
     *     is held again, and no signal is lost
     */
    public boolean await() throws InterruptedException {
        return awaitNanos(Timeout.FOREVER);
    }

    /**
     * Like {@link #await()}, but waits at most the given time for the signal.
     *
     * @param seconds the maximum time to wait for a signal, in seconds; if zero or negative, the method only releases
     *     and reacquires the lock. The time to reacquire the lock is not limited.
     * @return true if a signal arrived, false if the time elapsed first
     * @throws IllegalArgumentException if {@code seconds} is NaN; the lock was not released
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     * @throws InterruptedException as for {@link #await()}
     */
    @CheckReturnValue
    public boolean await(double seconds) throws InterruptedException {
        return awaitNanos(Timeout.orPoll(seconds));
    }

    /**
     * Like {@link #await()}, but waits at most the given time for the signal.
     *
     * @param timeout the maximum time to wait for a signal; if zero or negative, the method only releases and
     *     reacquires the lock
     * @return true if a signal arrived, false if the time elapsed first
     * @throws NullPointerException if {@code timeout} is null; the lock was not released
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     * @throws InterruptedException as for {@link #await()}
     */
    @CheckReturnValue
    public boolean await(Duration timeout) throws InterruptedException {
        return awaitNanos(Timeout.of(timeout));
    }

    private boolean awaitNanos(long nanos) throws InterruptedException {
        checkHeld("cannot wait on un-acquired lock: ");
        waiting.incrementAndGet();
        try {
            if (sync != null) {
                return sync.awaitSignal((QueuedSync.WaitSet) queue, nanos);
            }
            return Cancelling.isUsed() ? CancelPoint.awaitForeign(this::awaitForeign, nanos) : awaitForeign(nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private boolean awaitForeign(long nanos) throws InterruptedException {
        if (nanos == Timeout.FOREVER) {
            queue.await();
            return true;
        }
        return queue.await(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until a predicate is true. Evaluates the predicate with the lock held, immediately and then after each
     * signal.
     *
     * @param predicate the condition to wait for
     * @return always true, the predicate's last value
     * @throws NullPointerException if {@code predicate} is null
     * @throws java.util.concurrent.CompletionException if the predicate throws a checked exception, which is its cause;
     *     an unchecked exception is thrown unchanged. In either case, the lock is held.
     * @throws IllegalMonitorStateException if the predicate is false at first and the calling thread does not hold the
     *     lock
     * @throws InterruptedException as for {@link #await()}
     */
    public boolean awaitFor(ThrowingBooleanSupplier predicate) throws InterruptedException {
        return awaitFor(predicate, Timeout.FOREVER);
    }

    /**
     * Like {@link #awaitFor(ThrowingBooleanSupplier)}, but waits at most the given time.
     *
     * @param predicate the condition to wait for
     * @param seconds the maximum time to wait, in seconds, from the first evaluation on; if zero or negative, the
     *     predicate is evaluated twice, and other threads may hold the lock in between
     * @return the predicate's last value
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if {@code predicate} is null
     * @throws java.util.concurrent.CompletionException as for {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws IllegalMonitorStateException as for {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws InterruptedException as for {@link #await()}
     */
    @CheckReturnValue
    public boolean awaitFor(ThrowingBooleanSupplier predicate, double seconds) throws InterruptedException {
        return awaitFor(predicate, Timeout.orPoll(seconds));
    }

    /**
     * Like {@link #awaitFor(ThrowingBooleanSupplier)}, but waits at most the given time.
     *
     * @param predicate the condition to wait for
     * @param timeout the maximum time to wait, from the first evaluation on; if zero or negative, the predicate is
     *     evaluated twice, and other threads may hold the lock in between
     * @return the predicate's last value
     * @throws NullPointerException if an argument is null
     * @throws java.util.concurrent.CompletionException as for {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws IllegalMonitorStateException as for {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws InterruptedException as for {@link #await()}
     */
    @CheckReturnValue
    public boolean awaitFor(ThrowingBooleanSupplier predicate, Duration timeout) throws InterruptedException {
        return awaitFor(predicate, Timeout.of(timeout));
    }

    private boolean awaitFor(ThrowingBooleanSupplier predicate, long nanos) throws InterruptedException {
        Checks.notNull(predicate, "predicate");
        if (ask(predicate)) {
            return true;
        }
        var deadline = System.nanoTime() + nanos;
        var left = nanos;
        boolean answer;
        do {
            awaitNanos(left);
            answer = ask(predicate);
            left = Timeout.left(deadline, nanos);
        } while (!answer && left > 0);
        return answer;
    }

    private static boolean ask(ThrowingBooleanSupplier predicate) {
        try {
            return predicate.getAsBoolean();
        } catch (Throwable e) {
            throw Exceptions.rethrow(e, "the predicate of awaitFor");
        }
    }

    /**
     * Signals the longest-waiting thread, if any. That thread returns once it has reacquired the lock.
     *
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     */
    public void signal() {
        checkHeld("cannot notify on un-acquired lock: ");
        queue.signal();
    }

    /**
     * Signals the longest-waiting threads.
     *
     * @param n the maximum number of threads to signal; if zero or less, no thread is signalled
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock; not detected for a
     *     {@code java.util.concurrent} lock if {@code n} is zero or less
     */
    public void signal(int n) {
        checkHeld("cannot notify on un-acquired lock: ");
        // Signal at least once, even if no thread waits, so that a java.util.concurrent lock can reject a caller that
        // does not hold it.
        for (var left = Math.min(n, Math.max(1, waiting.get())); left > 0; left--) {
            queue.signal();
        }
    }

    /**
     * Signals all waiting threads.
     *
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     */
    public void signalAll() {
        checkHeld("cannot notify on un-acquired lock: ");
        queue.signalAll();
    }

    /**
     * Checks that the calling thread holds the lock; a {@code java.util.concurrent} lock performs its own check later.
     */
    private void checkHeld(String wording) {
        if (sync != null && !sync.isHeldExclusively()) {
            throw new IllegalMonitorStateException(
                    wording + this + " (expected to be held by " + ThreadTable.nameOf(Thread.currentThread()) + ")");
        }
    }

    @Override
    public String toString() {
        return Labels.of("Condition", name, "lock=" + lock + ", waiting=" + waiting.get());
    }
}
