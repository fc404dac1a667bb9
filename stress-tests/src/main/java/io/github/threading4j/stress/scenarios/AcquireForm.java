package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadLock;
import io.github.threading4j.WriteLock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ways to acquire a lock; each variant uses a different method. The properties of a lock must hold for all of them.
 */
public enum AcquireForm {
    ACQUIRE((lock, nanos) -> {
        lock.acquirable().acquire();
        return true;
    }),
    ACQUIRE_TRUE((lock, nanos) -> lock.acquirable().acquire(true)),
    ACQUIRE_FALSE((lock, nanos) -> lock.acquirable().acquire(false)),
    ACQUIRE_SECONDS((lock, nanos) -> lock.seconds().acquire(nanos / 1e9)),
    ACQUIRE_DURATION((lock, nanos) -> lock.acquirable().acquire(Duration.ofNanos(nanos))),
    ACQUIRE_INTERRUPTIBLY((lock, nanos) -> {
        lock.interruptibly().acquire();
        return true;
    }),
    JAVA_LOCK(ACQUIRE, (lock, nanos) -> {
        lock.view().lock();
        return true;
    }),
    JAVA_LOCK_INTERRUPTIBLY(ACQUIRE_INTERRUPTIBLY, (lock, nanos) -> {
        lock.view().lockInterruptibly();
        return true;
    }),
    JAVA_TRY_LOCK(ACQUIRE_FALSE, (lock, nanos) -> lock.view().tryLock()),
    JAVA_TRY_LOCK_TIMED(ACQUIRE_DURATION, (lock, nanos) -> lock.view().tryLock(nanos, TimeUnit.NANOSECONDS));

    @FunctionalInterface
    private interface Way {
        boolean acquire(LockApi lock, long nanos) throws InterruptedException;
    }

    private static final AcquireForm[] ALL = values();
    private static final AcquireForm[] NOT_WAITING = {
        ACQUIRE_FALSE, ACQUIRE_SECONDS, ACQUIRE_DURATION, JAVA_TRY_LOCK, JAVA_TRY_LOCK_TIMED
    };
    private static final AcquireForm[] TIMED = {ACQUIRE_SECONDS, ACQUIRE_DURATION, JAVA_TRY_LOCK_TIMED};
    private static final AcquireForm[] INTERRUPTIBLE = {
        ACQUIRE_INTERRUPTIBLY, ACQUIRE_SECONDS, ACQUIRE_DURATION, JAVA_LOCK_INTERRUPTIBLY, JAVA_TRY_LOCK_TIMED
    };
    private static final AcquireForm[] UNINTERRUPTIBLE = {ACQUIRE, ACQUIRE_TRUE, JAVA_LOCK};

    private final Way way;

    /** The variant that takes the place of this one if the lock has no view for Java code. */
    private final @Nullable AcquireForm withoutView;

    AcquireForm(Way way) {
        this(null, way);
    }

    AcquireForm(@Nullable AcquireForm withoutView, Way way) {
        this.withoutView = withoutView;
        this.way = way;
    }

    /** Returns a random variant. */
    public static AcquireForm any() {
        return oneOf(ALL);
    }

    /** Returns a random variant that does not wait if its timeout is 0. */
    public static AcquireForm anyNotWaiting() {
        return oneOf(NOT_WAITING);
    }

    /** Returns a random variant that waits for at most a given time. */
    public static AcquireForm anyTimed() {
        return oneOf(TIMED);
    }

    /** Returns a random variant whose wait can be ended by an interrupt. */
    public static AcquireForm anyInterruptible() {
        return oneOf(INTERRUPTIBLE);
    }

    /** Returns a random variant that waits uninterruptibly. */
    public static AcquireForm anyUninterruptible() {
        return oneOf(UNINTERRUPTIBLE);
    }

    private static AcquireForm oneOf(AcquireForm[] forms) {
        return forms[ThreadLocalRandom.current().nextInt(forms.length)];
    }

    /** Returns a guard that acquires the lock by this variant. */
    public Guard of(Lock lock) {
        return of(LockApi.of(lock));
    }

    /** Returns a guard that acquires the lock by this variant. */
    public Guard of(RLock lock) {
        return of(LockApi.of(lock));
    }

    /** Returns a guard that acquires the lock by this variant. */
    public Guard of(ReadLock lock) {
        return withoutView().of(LockApi.of(lock));
    }

    /** Returns a guard that acquires the lock by this variant. */
    public Guard of(WriteLock lock) {
        return withoutView().of(LockApi.of(lock));
    }

    private AcquireForm withoutView() {
        return withoutView == null ? this : withoutView;
    }

    private Guard of(LockApi lock) {
        return new Guard() {
            @Override
            public boolean acquire(long nanos) throws InterruptedException {
                return way.acquire(lock, nanos);
            }

            @Override
            public void release() {
                lock.acquirable().release();
            }

            @Override
            public boolean locked() {
                return lock.locked().getAsBoolean();
            }
        };
    }
}
