package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.ReadLock;
import io.github.threading4j.WriteLock;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The operations of a lock beyond those of {@link Acquirable}. */
public record LockApi(
        Acquirable acquirable,
        Seconds seconds,
        Interruptibly interruptibly,
        java.util.concurrent.locks.@Nullable Lock javaLock,
        BooleanSupplier locked) {
    /** {@code acquire(double)}. */
    @FunctionalInterface
    public interface Seconds {
        boolean acquire(double seconds) throws InterruptedException;
    }

    /** {@code acquireInterruptibly()}. */
    @FunctionalInterface
    public interface Interruptibly {
        void acquire() throws InterruptedException;
    }

    /** Returns the view; only for the forms that use it, which are not chosen if there is no view. */
    java.util.concurrent.locks.Lock view() {
        return Objects.requireNonNull(javaLock);
    }

    public static LockApi of(Lock lock) {
        return new LockApi(lock, lock::acquire, lock::acquireInterruptibly, lock.asJavaLock(), lock::locked);
    }

    public static LockApi of(RLock lock) {
        return new LockApi(lock, lock::acquire, lock::acquireInterruptibly, lock.asJavaLock(), lock::locked);
    }

    public static LockApi of(ReadLock lock) {
        return new LockApi(lock, lock::acquire, lock::acquireInterruptibly, null, lock::locked);
    }

    public static LockApi of(WriteLock lock) {
        return new LockApi(lock, lock::acquire, lock::acquireInterruptibly, null, lock::locked);
    }
}
