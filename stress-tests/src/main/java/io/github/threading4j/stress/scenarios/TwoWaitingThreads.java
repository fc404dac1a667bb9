package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.Nullable;

/**
 * Two threads that come to wait for the same, and a third one that meets them: as they fall asleep, or when both sleep.
 */
final class TwoWaitingThreads {
    private volatile @Nullable Thread first;
    private volatile @Nullable Thread second;

    /** Says that the calling thread, the first, is about to wait. */
    void firstComes() {
        first = Thread.currentThread();
    }

    /** Says that the calling thread, the second, is about to wait. */
    void secondComes() {
        second = Thread.currentThread();
    }

    /**
     * Returns when both have come; every other time, when both sleep, since on few cores that hardly happens by itself.
     */
    void meet() {
        Thread one = Rendezvous.untilSet(() -> first);
        Thread other = Rendezvous.untilSet(() -> second);
        if (Rendezvous.coin()) {
            long start = System.nanoTime();
            long limit = WakeUpTimeout.nanos(); // as long as they wait
            Rendezvous.until(
                    () -> Rendezvous.isAsleep(one) && Rendezvous.isAsleep(other) || System.nanoTime() - start > limit);
        } else {
            Rendezvous.jitter(400);
        }
    }
}
