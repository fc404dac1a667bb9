package io.github.threading4j.internal;

/**
 * Lets a thread look for a while before it parks, where that paid lately.
 *
 * <p>What is about to happen is seen in a fraction of a microsecond by a thread that looks, and some 40 microseconds
 * later by one that must be woken. To look for as long as waking takes costs, at worst, as much again as to park at
 * once: the rent-or-buy argument of competitive spinning (Karlin, Li, Manasse and Owicki, "Empirical studies of
 * competitive spinning for a shared-memory multiprocessor", SOSP 1991). That is too much where each look is in vain,
 * since others want the processor; so looks in vain make looks rare.
 *
 * <p>Any number of threads may use a spin at once, for different things.
 */
final class AdaptiveSpin {
    /** Something that opens once. */
    interface Opening {
        boolean isOpen();
    }

    /** About what it takes to be parked and woken. */
    static final long NANOS = 30_000;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final int PAUSE = 64;

    /** Waits since the last look that saw it happen. Plain on purpose: a lost update costs some looks, no more. */
    private int misses;

    /**
     * Looks for a while, if it may pay: not with fewer processors than threads that take part; not in a virtual thread,
     * on whose carrier the thread that is awaited may have to run; not for a timeout that is no longer than the look.
     *
     * @param threads how many threads must run for it to happen at once, the calling one included
     * @param opening what to look at
     * @param nanos how long the caller would wait, as {@link Timeout} gives it
     * @return whether it was seen to be open; if not, the caller parks
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
        if (misses == before) { // else somebody saw something meanwhile, which shall count
            misses = before + 1;
        }
        return false;
    }

    int misses() {
        return misses;
    }

    /** Whether to look after so many misses in a row: after 0, 1, 2, 4, and so on to 64, then each 64th time. */
    static boolean isWorthwhile(int misses) {
        return (misses & (misses - 1)) == 0 || misses % PAUSE == 0;
    }
}
