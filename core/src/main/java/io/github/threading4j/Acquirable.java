package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An object that can be acquired and released, as Python's {@code with} statement requires.
 *
 * <p>Python's {@code with x:} becomes a try-with-resources statement or a lambda, whichever reads better:
 *
 * <pre>{@code
 * var lock = new Lock();
 * try (var hold = lock.hold()) {
 *     System.out.println("held");
 * }
 * var answer = lock.with(() -> 6 * 7);
 * }</pre>
 *
 * <p>The locks, semaphores and {@link Condition} are Acquirables; {@link #of} returns an Acquirable for any
 * {@code java.util.concurrent} lock. The methods declare {@link InterruptedException}, since they may wait
 * interruptibly. In {@link Lock}, {@link RLock} and {@link Condition}, the methods of this interface that have no
 * timeout wait uninterruptibly and do not declare the exception. A custom implementation has to implement only
 * {@link #acquire(Duration)} and {@link #release()}:
 *
 * <pre>{@code
 * class FirstComeLock implements Acquirable {                // fair, based on a java.util.concurrent semaphore
 *     private final java.util.concurrent.Semaphore permit = new java.util.concurrent.Semaphore(1, true);
 *
 *     @Override
 *     public boolean acquire(Duration timeout) throws InterruptedException {
 *         return permit.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
 *     }
 *
 *     @Override
 *     public void release() {
 *         permit.release();
 *     }
 * }
 * var turns = new FirstComeLock();
 * turns.with(() -> System.out.println(turns.tryHold() == null));     // true: it is held
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Python's {@code acquire(blocking, timeout)} becomes two overloads, one for each
 * argument, since a timeout can't be combined with {@code blocking=False}. In {@code with x as y}, Python binds
 * {@code True} to {@code y}; here, the variable is a {@link Hold}.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@code lock.lock(); try { ... } finally { lock.unlock(); }} is a
 * single block here. There is no {@code newCondition()}.
 *
 * <p>Memory consistency effects: each implementation specifies its own; for the classes of this library, see the <a
 * href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public interface Acquirable {
    /**
     * Acquires this object, waiting until it is free.
     *
     * <p>The default implementation calls {@link #acquire(Duration)} with {@code Duration.ofNanos(Long.MAX_VALUE)}
     * until it returns true.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    default void acquire() throws InterruptedException {
        var acquired = false;
        while (!acquired) {
            acquired = acquire(Timeout.LONGEST);
        }
    }

    /**
     * Acquires this object, waiting only if {@code blocking} is true: Python's {@code acquire(blocking)}.
     *
     * <p>The default implementation calls {@link #acquire()}, or {@link #acquire(Duration)} with a timeout of zero.
     *
     * @param blocking true waits like {@link #acquire()}; false does not wait
     * @return whether this object was acquired; always true if {@code blocking} is true
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    default boolean acquire(boolean blocking) throws InterruptedException {
        if (!blocking) {
            return acquire(Duration.ZERO);
        }
        acquire();
        return true;
    }

    /**
     * Acquires this object if it becomes free within the given time.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return whether this object was acquired in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    boolean acquire(Duration timeout) throws InterruptedException;

    /**
     * Releases one acquisition.
     *
     * @throws RuntimeException if there is nothing to release, or the caller is not allowed to release it; the
     *     implementation specifies which exception
     */
    void release();

    /**
     * Acquires this object for a try-with-resources statement: Python's {@code with x:}.
     *
     * @return the acquisition, which {@link Hold#close()} releases
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    default Hold hold() throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        acquire();
        return hold;
    }

    /**
     * Acquires this object for a try-with-resources statement if that is possible without waiting.
     *
     * <p>The resource of a try-with-resources statement may be null; in that case, nothing is closed:
     *
     * <pre>{@code
     * var lock = new Lock();
     * try (var hold = lock.tryHold()) {
     *     System.out.println(hold != null ? "held" : "busy");
     * }
     * }</pre>
     *
     * @return the acquisition, which {@link Hold#close()} releases; null if this object was not acquired
     * @throws InterruptedException as for {@code acquire(false)}; nothing is acquired
     */
    @CheckReturnValue
    default @Nullable Hold tryHold() throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(false) ? hold : null;
    }

    /**
     * Acquires this object for a try-with-resources statement if it becomes free within the given time. Otherwise,
     * returns null; the statement then closes nothing.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return the acquisition, which {@link Hold#close()} releases; null if this object was not acquired in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    default @Nullable Hold tryHold(Duration timeout) throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(timeout) ? hold : null;
    }

    /**
     * Acquires this object, runs an action, and releases the object, even if the action throws.
     *
     * <p>A reference to an overloaded method ({@code queue::get}) is ambiguous between this method and
     * {@link #with(ThrowingSupplier)}. A lambda is never ambiguous: if it matches both methods, the one with a supplier
     * is called.
     *
     * @param body the action to run while this object is held
     * @param <X> the type of exception that the action throws
     * @throws X if the action throws it; if the release fails, too, its exception is added as a suppressed exception
     * @throws NullPointerException if {@code body} is null; nothing is acquired
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; the action is not run
     */
    default <X extends Throwable> void with(ThrowingRunnable<X> body) throws X, InterruptedException {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            body.run();
        }
    }

    /**
     * Acquires this object, computes a value, and releases the object, even if the computation throws.
     *
     * @param body the computation to run while this object is held
     * @param <T> the type of the value
     * @param <X> the type of exception that the computation throws
     * @return the value; null if the body returned null
     * @throws X if the body throws it; if the release fails, too, its exception is added as a suppressed exception
     * @throws NullPointerException if {@code body} is null; nothing is acquired
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; the body is not run
     */
    default <T extends @Nullable Object, X extends Throwable> T with(ThrowingSupplier<T, X> body)
            throws X, InterruptedException {
        Checks.notNull(body, "body");
        try (var hold = hold()) {
            return body.get();
        }
    }

    /**
     * Returns a view of any {@code java.util.concurrent} lock, including a distributed lock, as an Acquirable.
     *
     * <p>{@code acquire()} calls {@code lockInterruptibly()}, and {@code release()} calls {@code unlock()}. The lock
     * decides which threads may release it, and which exceptions are thrown. An operation that the lock does not
     * support throws the lock's {@link UnsupportedOperationException}.
     *
     * @param lock the lock
     * @return the view
     * @throws NullPointerException if {@code lock} is null
     */
    static Acquirable of(java.util.concurrent.locks.Lock lock) {
        return new JavaLockAdapter(Checks.notNull(lock, "lock"));
    }
}
