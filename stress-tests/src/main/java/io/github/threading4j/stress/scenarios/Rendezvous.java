package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Methods by which actors wait for each other, so that their critical steps coincide. */
public final class Rendezvous {
    private static final int SPINS_BEFORE_YIELD = 300;

    private Rendezvous() {}

    /** Spins until a condition holds, which should be soon. */
    public static void until(BooleanSupplier condition) {
        for (int spins = 0; !condition.getAsBoolean(); spins++) {
            spin(spins);
        }
    }

    private static void spin(int spins) {
        if (spins < SPINS_BEFORE_YIELD) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /** Spins until a condition holds, but only a limited number of times. This widens a race window in a twin. */
    public static void whileNot(BooleanSupplier condition, int spinsAtMost) {
        for (int spins = 0; spins < spinsAtMost && !condition.getAsBoolean(); spins++) {
            Thread.onSpinWait();
        }
    }

    /** Spins until another actor has set a field, and returns the value. */
    public static <T> T untilSet(Supplier<@Nullable T> field) {
        T value = field.get();
        for (int spins = 0; value == null; spins++) {
            spin(spins);
            value = field.get();
        }
        return value;
    }

    /** Returns whether a thread is parked. A thread that spins, or is BLOCKED by class loading, is not parked. */
    public static boolean isAsleep(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /**
     * Pauses for a random time, which is more often short than long, so that the next step can coincide with any step
     * of the other actor.
     *
     * @param spinsAtMost the maximum number of spins: 100 take some microseconds
     */
    public static void jitter(int spinsAtMost) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int spins = random.nextInt(spinsAtMost) >> random.nextInt(32 - Integer.numberOfLeadingZeros(spinsAtMost));
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    /** Pauses for a random time, sometimes long enough that a thread that has just begun to wait spins and parks. */
    public static void untilParkedPerhaps() {
        jitter(4_000);
    }

    /** Returns true or false at random. */
    public static boolean coin() {
        return ThreadLocalRandom.current().nextBoolean();
    }
}
