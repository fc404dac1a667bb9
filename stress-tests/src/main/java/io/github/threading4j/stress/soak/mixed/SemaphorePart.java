package io.github.threading4j.stress.soak.mixed;

import io.github.threading4j.Semaphore;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A semaphore of any kind. The number of threads inside never exceeds the number of permits, and all permits are
 * available at the end.
 */
final class SemaphorePart extends Part {
    private final Semaphore semaphore;
    private final long permits;
    private final AtomicInteger inside = new AtomicInteger();

    SemaphorePart(Semaphore semaphore) {
        this.semaphore = semaphore;
        this.permits = semaphore.getValue();
    }

    @Override
    void take(Random random) throws Exception {
        if (acquire(random)) {
            int number = inside.incrementAndGet();
            if (number > permits) {
                throw new AssertionError(
                        "too many inside " + semaphore + ": " + number + " (expected " + permits + " at most)");
            }
            linger(random);
            inside.decrementAndGet();
            semaphore.release();
        }
    }

    private boolean acquire(Random random) throws Exception {
        return switch (random.nextInt(3)) {
            case 0 -> semaphore.acquire(false);
            case 1 -> semaphore.acquire(soon(random));
            default ->
                awaiting(() -> {
                    semaphore.acquire();
                    return true;
                });
        };
    }

    @Override
    void give(Random random) {}

    @Override
    boolean isThere() {
        return semaphore.getValue() > 0;
    }

    @Override
    void end() {}

    @Override
    void check() {
        expect("permits", semaphore.getValue(), permits);
    }

    @Override
    public String toString() {
        return semaphore.toString();
    }
}
