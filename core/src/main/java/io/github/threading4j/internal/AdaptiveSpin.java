package io.github.threading4j.internal;

/**
 * An adaptive spin: lets a thread spin for a while before it parks, if recent spins were successful.
 *
 * <p>A spinning thread notices an imminent event within a fraction of a microsecond; a parked thread must be woken,
 * which takes about 40 microseconds. Spinning for as long as a wake-up takes costs at most twice as much as parking
 * immediately. This is the rent-or-buy argument of competitive spinning (Karlin, Li, Manasse and Owicki, "Empirical
 * studies of competitive spinning for a shared-memory multiprocessor", SOSP 1991). If every spin fails, even this cost
 * is too high, because other threads need the processor. Therefore, spins become rare after failures.
 *
 * <p>Any number of threads may use one instance at the same time, also to wait for different objects.
 */
final class AdaptiveSpin {
    /** An object that opens once. */
    interface Opening {
        boolean isOpen();
    }

    /** The maximum duration of a spin: approximately the cost of parking and waking. */
    static final long NANOS = 30_000;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final int PAUSE = 64;

    /**
     * The number of waits since the last successful spin. Deliberately a plain field: a lost update only makes the
     * threads spin a little more or less often.
     */
    private int misses;

    /**
     * Spins for a while if spinning may help. Does not spin if there are fewer processors than participating threads,
     * if the caller is a virtual thread (the awaited thread may need its carrier), or if the timeout is shorter than
     * the spin.
     *
     * @param threads the number of threads, including the caller, that must run at the same time for the object to open
     *     soon
     * @param opening the awaited object
     * @param nanos the time that the caller would wait, as returned by {@link Timeout}
     * @return whether the object is open; if not, the caller should park
     */
    boolean sees(int threads, Opening opening, long nanos) {
        var thread = Thread.currentThread();
        if (threads > PROCESSORS || nanos <= NANOS || JavaThreads.isVirtual(thread)) {
            return false;
        }
        var before = misses;
        if (isWorthwhile(before)) {
            var start = System.nanoTime();
            do {
                if (opening.isOpen()) {
                    if (before != 0) {
                        misses = 0;
                    }
                    return true;
                }
                if (thread.isInterrupted()) {
                    return false;
                }
                Thread.onSpinWait();
            } while (System.nanoTime() - start < NANOS);
        }
        if (misses == before) { // otherwise, another thread has updated the count
            misses = before + 1;
        }
        return false;
    }

    int misses() {
        return misses;
    }

    /**
     * Returns whether to spin after the given number of consecutive misses: true for 0, for powers of two up to 64, and
     * for every multiple of 64.
     */
    static boolean isWorthwhile(int misses) {
        return (misses & (misses - 1)) == 0 || misses % PAUSE == 0;
    }
}
