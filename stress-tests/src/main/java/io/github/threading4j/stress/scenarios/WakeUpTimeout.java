package io.github.threading4j.stress.scenarios;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How long to wait for a wake-up before it counts as lost. */
public final class WakeUpTimeout {
    /** Names the seconds to wait for the first wake-up that seems to be lost. */
    public static final String PROPERTY = "threading4j.stress.wakeUpTimeout";

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong(PROPERTY, 5));
    private static final long LATER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Nobody needs to be patient twice: one lost wake-up is enough to fail a test. */
    private static volatile boolean lost;

    private WakeUpTimeout() {}

    /** How long to wait now. */
    public static long nanos() {
        return lost ? LATER_NANOS : FIRST_NANOS;
    }

    /** Notes that a wake-up is lost, so that the next one is waited for less long. */
    public static void end() {
        lost = true;
    }

    /**
     * Tells whether a timed wait was woken. One that was not may succeed all the same: it looks once more as its time
     * ends.
     *
     * @param succeeded whether the wait succeeded
     * @param start when it began
     * @param limit how long it was to last
     */
    public static boolean isWoken(boolean succeeded, long start, long limit) {
        boolean woken = succeeded && System.nanoTime() - start < limit;
        if (!woken) {
            end();
        }
        return woken;
    }

    /**
     * Tells whether a wake-up arrives. If it does not, the thread is woken otherwise.
     *
     * @param arrived whether the waiting thread is through
     * @param rescue wakes it, if called often enough
     */
    public static boolean arrives(BooleanSupplier arrived, Runnable rescue) {
        long start = System.nanoTime();
        long limit = nanos();
        Rendezvous.until(() -> arrived.getAsBoolean() || System.nanoTime() - start > limit);
        if (arrived.getAsBoolean()) {
            return true;
        }
        end();
        Rendezvous.until(() -> {
            rescue.run();
            return arrived.getAsBoolean();
        });
        return false;
    }
}
