package io.github.threading4j.stress.scenarios;

import io.github.threading4j.Semaphore;
import java.time.Duration;

/**
 * A semaphore as a guard, which is held while no permit is available.
 *
 * @param semaphore the semaphore
 * @param waits whether only methods that wait are used
 * @param permits the number of permits released by each release
 */
public record SemaphoreGuard(Semaphore semaphore, boolean waits, long permits) implements Guard {
    /** Returns a guard that is acquired by a random method. */
    public static Guard anyForm(Semaphore semaphore) {
        return new SemaphoreGuard(semaphore, false, 1);
    }

    /** Returns a guard that is acquired by a random method that waits. */
    public static Guard anyWaiting(Semaphore semaphore) {
        return new SemaphoreGuard(semaphore, true, 1);
    }

    @Override
    public boolean acquire(long nanos) throws InterruptedException {
        if (!waits && Rendezvous.coin()) {
            return semaphore.acquire(false);
        }
        if (nanos == LONG_NANOS && Rendezvous.coin()) {
            semaphore.acquire();
            return true;
        }
        return semaphore.acquire(Duration.ofNanos(nanos));
    }

    @Override
    public void release() {
        semaphore.release(permits);
    }

    @Override
    public boolean locked() {
        return semaphore.getValue() == 0;
    }

    /** A bounded semaphore rejects surplus releases. */
    @Override
    public boolean tryRelease() {
        try {
            release();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
