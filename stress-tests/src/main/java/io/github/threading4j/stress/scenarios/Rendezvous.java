package io.github.threading4j.stress.scenarios;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How actors wait for each other, so that they meet where the test wants them to. */
public final class Rendezvous {
    private static final int SPINS_BEFORE_YIELD = 300;

    private Rendezvous() {}

    /** Waits actively for something that is near. */
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

    /** Waits actively for something that is near, but not for long: to make a broken window wide. */
    public static void whileNot(BooleanSupplier condition, int spinsAtMost) {
        for (int spins = 0; spins < spinsAtMost && !condition.getAsBoolean(); spins++) {
            Thread.onSpinWait();
        }
    }

    /** Waits actively for another actor to set something. */
    public static <T> T untilSet(Supplier<@Nullable T> field) {
        T value = field.get();
        for (int spins = 0; value == null; spins++) {
            spin(spins);
            value = field.get();
        }
        return value;
    }

    /**
     * Whether that thread waits, and does not only look for what it waits for: or load, BLOCKED, a class that it needs
     * for that.
     */
    public static boolean isAsleep(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /**
     * A random pause, short ones more often than long ones, so that what follows hits the other actor anywhere.
     *
     * @param spinsAtMost its length at most: 100 are some microseconds
     */
    public static void jitter(int spinsAtMost) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int spins = random.nextInt(spinsAtMost) >> random.nextInt(32 - Integer.numberOfLeadingZeros(spinsAtMost));
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    /** A random pause, up to when a thread that now comes to wait has parked: also one that looks for a while first. */
    public static void untilParkedPerhaps() {
        jitter(4_000);
    }

    /** True or false, at random. */
    public static boolean coin() {
        return ThreadLocalRandom.current().nextBoolean();
    }
}
