package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A lock of any kind. Only one thread at a time is in the critical section. */
final class LockPart extends Part {
    private final Acquirable lock;
    private final BooleanSupplier locked;
    private final AtomicLong entered = new AtomicLong();
    private long counted;

    static LockPart ofLock() {
        Lock lock = new Lock();
        return new LockPart(lock, lock::locked);
    }

    static LockPart ofRLock() {
        RLock lock = new RLock();
        return new LockPart(lock, lock::locked);
    }

    static LockPart ofJavaLock() {
        ReentrantLock lock = new ReentrantLock();
        return new LockPart(Acquirable.of(lock), lock::isLocked);
    }

    private LockPart(Acquirable lock, BooleanSupplier locked) {
        this.lock = lock;
        this.locked = locked;
    }

    @Override
    void take(Random random) throws Exception {
        if (acquire(random)) {
            int deeper = lock instanceof RLock ? random.nextInt(3) : 0;
            for (int i = 0; i < deeper; i++) {
                lock.acquire();
            }
            counted++;
            linger(random);
            entered.incrementAndGet();
            for (int i = 0; i <= deeper; i++) {
                lock.release();
            }
        }
    }

    private boolean acquire(Random random) throws Exception {
        return switch (random.nextInt(3)) {
            case 0 -> lock.acquire(false);
            case 1 -> lock.acquire(soon(random));
            default ->
                awaiting(() -> {
                    lock.acquire();
                    return true;
                });
        };
    }

    @Override
    void give(Random random) {}

    @Override
    boolean isThere() {
        return !locked.getAsBoolean();
    }

    @Override
    void end() {}

    @Override
    void check() {
        expect("times inside", counted, entered.get());
        expect("held", locked.getAsBoolean() ? 1 : 0, 0);
    }

    @Override
    public String toString() {
        return lock.toString();
    }
}
