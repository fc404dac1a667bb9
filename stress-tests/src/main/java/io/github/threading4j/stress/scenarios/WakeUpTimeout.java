package io.github.threading4j.stress.scenarios;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The time to wait for a wake-up before it counts as lost. */
public final class WakeUpTimeout {
    /** The system property for the timeout in seconds. A shorter timeout applies once a wake-up has been lost. */
    public static final String PROPERTY = "threading4j.stress.wakeUpTimeout";

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong(PROPERTY, 5));
    private static final long LATER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Whether a wake-up has been lost. Later waits can be shorter, since one lost wake-up suffices to fail a test. */
    private static volatile boolean lost;

    private WakeUpTimeout() {}

    /** Returns the current timeout. */
    public static long nanos() {
        return lost ? LATER_NANOS : FIRST_NANOS;
    }

    /** Records a lost wake-up, which shortens later waits. */
    public static void end() {
        lost = true;
    }

    /**
     * Returns whether a timed wait was woken. A wait that was not woken can still succeed, because it checks its
     * condition again at the timeout.
     *
     * @param succeeded whether the wait succeeded
     * @param start the time when the wait began
     * @param limit the timeout of the wait
     */
    public static boolean isWoken(boolean succeeded, long start, long limit) {
        boolean woken = succeeded && System.nanoTime() - start < limit;
        if (!woken) {
            end();
        }
        return woken;
    }

    /**
     * Returns whether a wake-up arrives. If it does not, wakes the thread by other means.
     *
     * @param arrived returns whether the wait has ended
     * @param rescue wakes the thread, possibly only after several calls
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
