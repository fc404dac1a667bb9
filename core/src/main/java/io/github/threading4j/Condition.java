package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingBooleanSupplier;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A condition variable: Python's {@code threading.Condition}, where threads that hold a lock wait for a signal.
 *
 * <p>It has a lock, its own {@link RLock} or one that is given; several conditions may share one. A thread that holds
 * the lock may {@code await}: that releases the lock, waits for a signal, and reacquires the lock to its previous hold
 * count, on every way out. A thread that holds the lock may {@code signal} one waiting thread, several or all of them;
 * each returns once it has reacquired the lock. Waiters are signalled in FIFO order, and no signal is lost: if the
 * chosen waiter times out or is interrupted at that moment, the signal passes to the next. Over a {@link Lock} or an
 * {@link RLock} there are no spurious wake-ups; a {@code java.util.concurrent} lock may have some. The condition is
 * itself an {@link Acquirable}, and acquires its lock.
 *
 * <p>{@code await} throws {@link InterruptedException} with the lock held again, which may take longer than the
 * timeout. {@code acquire}, {@code hold} and {@code with} wait uninterruptibly unless they have a timeout, whatever the
 * lock: an interrupt leaves the flag set and the wait goes on. {@code acquire} and {@code tryHold} with a timeout throw
 * {@link InterruptedException}.
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
 * {@code await}, {@code awaitFor}, {@code signal(n)} and {@code signalAll}. Waiting and signalling need the calling
 * thread to hold the lock; over a plain {@code Lock}, Python only checks that it is locked. A signal that comes just
 * as a wait times out is not lost. {@code awaitFor} takes a boolean and returns it. A custom lock must be a lock
 * of Java ({@link Acquirable#of}); a semaphore is refused.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link java.util.concurrent.locks.Condition} is made by its lock;
 * here it makes or takes one, and stands for it. {@code await(5)} is seconds; it returns whether a signal came.
 *
 * <p>Memory consistency effects: those of the lock, which {@code await} releases and acquires again; a signal by itself
 * orders nothing. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public final class Condition implements Acquirable {
    private final Acquirable lock;

    /** The mechanics of the lock if it is one of ours, else null. */
    private final @Nullable LockSync sync;

    private final java.util.concurrent.locks.Condition queue;
    private final @Nullable String name;

    /**
     * How many threads are in {@code await}: at least as many as may be signalled, which is all that {@code signal(n)}
     * needs. Atomic because a foreign lock finds out late that a thread does not hold it.
     */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Makes a condition with an {@link RLock} of its own. */
    public Condition() {
        this(null, new RLock());
    }

    /**
     * Makes a condition with an {@link RLock} of its own.
     *
     * @param name what {@code toString}, dumps and errors call both
     * @throws NullPointerException if {@code name} is null
     */
    public Condition(String name) {
        this(name, new RLock(name));
    }

    /**
     * Makes a condition on a lock.
     *
     * @param lock a {@link Lock}, an {@link RLock}, another {@code Condition} (whose lock it is then) or what
     *     {@link Acquirable#of} makes
     * @throws NullPointerException if {@code lock} is null
     * @throws IllegalArgumentException if {@code lock} is something else
     * @throws UnsupportedOperationException if it stands for a lock of Java that has no conditions, such as a read lock
     */
    public Condition(Acquirable lock) {
        this(null, lock);
    }

    /**
     * Makes a condition on a lock.
     *
     * @param lock as {@link #Condition(Acquirable)}
     * @param name what {@code toString}, dumps and errors call it
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link #Condition(Acquirable)}
     * @throws UnsupportedOperationException as {@link #Condition(Acquirable)}
     */
    public Condition(Acquirable lock, String name) {
        this(Checks.notNull(name, "name"), lock);
    }

    /**
     * Makes a condition on a lock of Java.
     *
     * @param lock a lock that has conditions
     * @throws NullPointerException if {@code lock} is null
     * @throws UnsupportedOperationException if it has none
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
            this.queue = sync.newWaitSet(this);
        }
    }

    private static LockSync syncOf(Acquirable lock) {
        if (lock instanceof Lock plain) {
            return plain.sync();
        }
        if (lock instanceof RLock reentrant) {
            return reentrant.sync();
        }
        throw new IllegalArgumentException("lock has no conditions: " + lock
                + " (expected a Lock, an RLock, a Condition, or Acquirable.of(lock))");
    }

    /**
     * The lock that a thread must hold to wait and to signal.
     *
     * @return the lock that was given, or the condition's own RLock
     */
    public Acquirable getLock() {
        return lock;
    }

    /** Acquires the lock, waiting uninterruptibly as long as that takes: by {@code lock()} of a lock of Java. */
    @Override
    public void acquire() {
        if (sync != null) {
            sync.lock();
        } else {
            foreign().lock();
        }
    }

    /**
     * Acquires the lock, waiting only if told to.
     *
     * @param blocking true waits as {@link #acquire()} does; false does not wait at all
     * @return whether the lock was acquired; always true if {@code blocking}
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

    /** The lock, if it is none of ours. */
    private JavaLockAdapter foreign() {
        return (JavaLockAdapter) lock;
    }

    /**
     * Acquires the lock unless that takes too long.
     *
     * @param seconds as {@link Lock#acquire(double)}: 0 polls, -1 waits indefinitely
     * @return whether it was acquired in time
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

    /** {@inheritDoc} Waits uninterruptibly, as {@link #acquire()} does. */
    @Override
    public Hold hold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        acquire();
        return hold;
    }

    /** {@inheritDoc} Never waits, and ignores an interrupt. */
    @Override
    @CheckReturnValue
    public @Nullable Hold tryHold() {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(false) ? hold : null;
    }

    /**
     * Acquires the lock for a try-with-resources if it becomes free within the given time; a try statement allows null.
     *
     * @param seconds as {@link Lock#acquire(double)}: 0 polls, -1 waits indefinitely
     * @return this acquisition, whose closing releases; null if it was not acquired in time
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
     * Returns whether the lock is locked: a snapshot, for monitoring.
     *
     * @return true if some thread holds it
     * @throws UnsupportedOperationException if it is a {@code java.util.concurrent} lock, which does not say
     */
    public boolean locked() {
        if (sync == null) {
            throw new UnsupportedOperationException(
                    "locked() of a lock of Java: " + lock + " (expected a Lock or RLock)");
        }
        return sync.isLocked();
    }

    /**
     * Lets go of the lock, waits for a signal, and acquires the lock again as often as it was held.
     *
     * @return true: it was signalled
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     * @throws InterruptedException if the calling thread is interrupted before or while it waits for a signal; the lock
     *     is held again, and no signal is lost
     */
    public boolean await() throws InterruptedException {
        return awaitNanos(Timeout.FOREVER);
    }

    /**
     * As {@link #await()}, unless that takes too long.
     *
     * @param seconds the maximum time to wait for a signal; zero or negative releases and reacquires the lock.
     *     Reacquiring the lock is not limited.
     * @return whether it was signalled, false if time ran out
     * @throws IllegalArgumentException if {@code seconds} is NaN; the lock was not let go of
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     * @throws InterruptedException as {@link #await()}
     */
    @CheckReturnValue
    public boolean await(double seconds) throws InterruptedException {
        return awaitNanos(Timeout.orPoll(seconds));
    }

    /**
     * As {@link #await()}, unless that takes too long.
     *
     * @param timeout the maximum time to wait for a signal; zero or negative releases and reacquires the lock
     * @return whether it was signalled, false if time ran out
     * @throws NullPointerException if {@code timeout} is null; the lock was not let go of
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     * @throws InterruptedException as {@link #await()}
     */
    @CheckReturnValue
    public boolean await(Duration timeout) throws InterruptedException {
        return awaitNanos(Timeout.of(timeout));
    }

    private boolean awaitNanos(long nanos) throws InterruptedException {
        checkHeld("cannot wait on un-acquired lock: ");
        waiting.incrementAndGet();
        try {
            if (nanos == Timeout.FOREVER) {
                queue.await();
                return true;
            }
            return queue.await(nanos, TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /**
     * Waits until a predicate holds: it is asked with the lock held, first at once and then after each signal.
     *
     * @param predicate the question
     * @return true: its last answer
     * @throws NullPointerException if {@code predicate} is null
     * @throws java.util.concurrent.CompletionException if the predicate throws a checked exception, which is its cause;
     *     an unchecked one is thrown as it is. The lock is held in either case.
     * @throws IllegalMonitorStateException if the first answer is no and the calling thread does not hold the lock
     * @throws InterruptedException as {@link #await()}
     */
    public boolean awaitFor(ThrowingBooleanSupplier predicate) throws InterruptedException {
        return awaitFor(predicate, Timeout.FOREVER);
    }

    /**
     * As {@link #awaitFor(ThrowingBooleanSupplier)}, unless that takes too long.
     *
     * @param predicate the question
     * @param seconds how long to wait at most, counted from the first answer; if zero or negative, the predicate is
     *     asked twice, and others may have the lock in between
     * @return the predicate's last answer
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws NullPointerException if {@code predicate} is null
     * @throws java.util.concurrent.CompletionException as {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws IllegalMonitorStateException as {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws InterruptedException as {@link #await()}
     */
    @CheckReturnValue
    public boolean awaitFor(ThrowingBooleanSupplier predicate, double seconds) throws InterruptedException {
        return awaitFor(predicate, Timeout.orPoll(seconds));
    }

    /**
     * As {@link #awaitFor(ThrowingBooleanSupplier)}, unless that takes too long.
     *
     * @param predicate the question
     * @param timeout how long to wait at most, counted from the first answer; if zero or negative, the predicate is
     *     asked twice, and others may have the lock in between
     * @return the predicate's last answer
     * @throws NullPointerException if an argument is null
     * @throws java.util.concurrent.CompletionException as {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws IllegalMonitorStateException as {@link #awaitFor(ThrowingBooleanSupplier)}
     * @throws InterruptedException as {@link #await()}
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
     * Signals the thread that has waited longest, if any. It goes on when it gets the lock.
     *
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     */
    public void signal() {
        checkHeld("cannot notify on un-acquired lock: ");
        queue.signal();
    }

    /**
     * Signals the threads that have waited longest.
     *
     * @param n how many at most; zero or less signals none
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock; a lock of Java can't tell if
     *     {@code n} is zero or less
     */
    public void signal(int n) {
        checkHeld("cannot notify on un-acquired lock: ");
        // Once also if nobody waits: a lock of Java must have its chance to refuse.
        for (var left = Math.min(n, Math.max(1, waiting.get())); left > 0; left--) {
            queue.signal();
        }
    }

    /**
     * Signals all threads that wait.
     *
     * @throws IllegalMonitorStateException if the calling thread does not hold the lock
     */
    public void signalAll() {
        checkHeld("cannot notify on un-acquired lock: ");
        queue.signalAll();
    }

    /** A lock of Java makes its own check, later. */
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
