package io.github.threading4j.stress.bodies;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import java.util.function.BooleanSupplier;

/** What {@link Lock} and {@link RLock} can do beyond what {@link Acquirable} says of both. */
public record LockFace(
        Acquirable acquirable,
        Seconds seconds,
        Interruptibly interruptibly,
        java.util.concurrent.locks.Lock javaLock,
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

    public static LockFace of(Lock lock) {
        return new LockFace(lock, lock::acquire, lock::acquireInterruptibly, lock.asJavaLock(), lock::locked);
    }

    public static LockFace of(RLock lock) {
        return new LockFace(lock, lock::acquire, lock::acquireInterruptibly, lock.asJavaLock(), lock::locked);
    }
}
