package io.github.threading4j;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.function.ThrowingSupplier;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be acquired and released: what Python's {@code with} statement needs.
 *
 * <p>Python's {@code with x:} is a try-with-resources or a lambda, whichever reads better:
 *
 * <pre>{@code
 * var lock = new Lock();
 * try (var hold = lock.hold()) {
 *     System.out.println("held");
 * }
 * var answer = lock.with(() -> 6 * 7);
 * }</pre>
 *
 * <p>{@link Lock} and {@link RLock} are Acquirables, and so is any {@code java.util.concurrent} lock by {@link #of}.
 * The methods here may wait interruptibly and so declare {@link InterruptedException}; the two locks and a {@link
 * Condition} wait uninterruptibly where there is no timeout, and narrow that. A class of your own that implements this
 * interface provides {@link #acquire(Duration)} and {@link #release()}, and the rest follows:
 *
 * <pre>{@code
 * class FirstComeLock implements Acquirable {                // fair, on a semaphore of java.util.concurrent
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
 * <p><b>Differences from Python.</b> The two arguments of {@code acquire(blocking, timeout)} are separate methods,
 * since one of them always excluded the other. {@code as x} of a {@code with} statement is a {@link Hold}, not {@code
 * True}.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@code lock.lock(); try { ... } finally { lock.unlock(); }} is one
 * block. There is no {@code newCondition()}.
 *
 * <p>Memory consistency effects: as the implementation says; for this library's see the
 * <a href="package-summary.html#memory">table of the package</a>.
 *
 * @since 0.1.0
 */
public interface Acquirable {
    /**
     * Acquires it, waiting as long as that takes.
     *
     * <p>Unless it is overridden, it calls {@link #acquire(Duration)} with {@code Duration.ofNanos(Long.MAX_VALUE)}
     * until that returns true.
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
     * Acquires it, waiting only if told to: Python's {@code acquire(blocking)}.
     *
     * <p>Unless it is overridden, it calls {@link #acquire()}, or {@link #acquire(Duration)} with zero.
     *
     * @param blocking true waits as {@link #acquire()} does; false does not wait at all
     * @return whether it was acquired; always true if {@code blocking}
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
     * Acquires it unless that takes too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return whether it was acquired in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    boolean acquire(Duration timeout) throws InterruptedException;

    /**
     * Releases what was acquired once.
     *
     * @throws RuntimeException if there is nothing to release, or the caller may not release it; the implementation
     *     says which exception
     */
    void release();

    /**
     * Acquires it for a try-with-resources: Python's {@code with x:}.
     *
     * @return this acquisition; closing it releases
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    default Hold hold() throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        acquire();
        return hold;
    }

    /**
     * Acquires it for a try-with-resources unless it would have to wait.
     *
     * <p>A try statement allows null and closes nothing then:
     *
     * <pre>{@code
     * var lock = new Lock();
     * try (var hold = lock.tryHold()) {
     *     System.out.println(hold != null ? "held" : "busy");
     * }
     * }</pre>
     *
     * @return this acquisition, whose closing releases; null if it was not acquired
     * @throws InterruptedException as {@code acquire(false)}; nothing is acquired
     */
    @CheckReturnValue
    default @Nullable Hold tryHold() throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(false) ? hold : null;
    }

    /**
     * Acquires it for a try-with-resources if it becomes free within the given time; a try statement allows null.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return this acquisition, whose closing releases; null if it was not acquired in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing is acquired
     */
    @CheckReturnValue
    default @Nullable Hold tryHold(Duration timeout) throws InterruptedException {
        var hold = new Hold(this); // first, so that nothing can fail once it is acquired
        return acquire(timeout) ? hold : null;
    }

    /**
     * Acquires it, runs an action and releases it, whatever the action does.
     *
     * <p>A reference to a method with several forms ({@code queue::get}) is ambiguous between this method and the one
     * for a value; a lambda never is: one that can be read either way returns its value.
     *
     * @param body what to run while it is held
     * @param <X> what the action throws
     * @throws X if the action throws it; if the release fails as well, its exception is suppressed in this one
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
     * Acquires it, computes a value and releases it, whatever happens.
     *
     * @param body what to compute while it is held
     * @param <T> the type of the value
     * @param <X> what the computation throws
     * @return the value; null if the body returned null
     * @throws X if the body throws it; if the release fails as well, its exception is suppressed in this one
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
     * Makes an Acquirable of any lock of Java, one of a distributed engine too.
     *
     * <p>{@code acquire()} is its {@code lockInterruptibly()}, {@code release()} its {@code unlock()}; who may release
     * it is the lock's own rule, and so are its exceptions. What the lock does not offer ends in its
     * {@link UnsupportedOperationException}.
     *
     * @param lock the lock
     * @return a view of it
     * @throws NullPointerException if {@code lock} is null
     */
    static Acquirable of(java.util.concurrent.locks.Lock lock) {
        return new JavaLockAdapter(Checks.notNull(lock, "lock"));
    }
}
