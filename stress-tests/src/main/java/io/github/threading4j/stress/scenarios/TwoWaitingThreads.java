package io.github.threading4j.stress.scenarios;

import org.jspecify.annotations.Nullable;

/**
 * Two threads that wait for the same object, and a third thread that acts while they begin to wait or when both are
 * parked.
 */
final class TwoWaitingThreads {
    private volatile @Nullable Thread first;
    private volatile @Nullable Thread second;

    /** Called by the first thread when it is about to wait. */
    void firstComes() {
        first = Thread.currentThread();
    }

    /** Called by the second thread when it is about to wait. */
    void secondComes() {
        second = Thread.currentThread();
    }

    /**
     * Waits until both threads have arrived. Half of the calls also wait until both are parked, since this rarely
     * happens by chance on few cores.
     */
    void meet() {
        Thread one = Rendezvous.untilSet(() -> first);
        Thread other = Rendezvous.untilSet(() -> second);
        if (Rendezvous.coin()) {
            long start = System.nanoTime();
            long limit = WakeUpTimeout.nanos(); // the same limit as for the waits
            Rendezvous.until(
                    () -> Rendezvous.isAsleep(one) && Rendezvous.isAsleep(other) || System.nanoTime() - start > limit);
        } else {
            Rendezvous.jitter(400);
        }
    }
}
