package io.github.threading4j.testing;

import io.github.threading4j.NamedThread;
import io.github.threading4j.internal.Blocker;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for a condition by polling it, as an alternative to sleeping; fails with a dump of all threads after
 * {@link #SECONDS}.
 */
public final class Await {
    /** The time limit for anything that happens immediately on an idle machine. */
    public static final double SECONDS = 20;

    private Await() {}

    /** Waits until a condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + (long) (SECONDS * TimeUnit.SECONDS.toNanos(1));
        while (!condition.getAsBoolean()) {
            if (deadline - System.nanoTime() < 0) {
                throw new AssertionError("not within " + SECONDS + " s: " + what + "\n" + ThreadDump.all());
            }
            Thread.yield();
        }
    }

    /** Waits until a thread is blocked on an object, such as a lock, a condition, or a thread that it joins. */
    public static void waiting(NamedThread thread, Object awaited) {
        waiting(thread.toJavaThread(), awaited);
    }

    /** Waits until a thread is blocked on an object, such as a lock, a condition, or a thread that it joins. */
    public static void waiting(Thread thread, Object awaited) {
        until(thread + " waits for " + awaited, () -> isWaiting(thread, awaited));
    }

    /** Waits until all threads of a bunch are blocked on an object. */
    public static void allWaiting(Bunch bunch, Object awaited) {
        for (var thread : bunch.threads()) {
            waiting(thread, awaited);
        }
    }

    /** Returns whether a thread is currently blocked on an object. */
    public static boolean isWaiting(Thread thread, Object awaited) {
        var point = Blocker.of(thread);
        return point != null && point.awaited() == awaited && isParked(thread);
    }

    /** Waits until a thread is blocked on anything, in this library or elsewhere. */
    public static void parked(Thread thread) {
        until(thread + " waits", () -> isParked(thread));
    }

    private static boolean isParked(Thread thread) {
        var state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** Waits until the Java thread has terminated, which may happen after {@code NamedThread.join} has returned. */
    public static void terminated(Thread thread) {
        until(thread + " terminates", () -> thread.getState() == Thread.State.TERMINATED);
    }

    /** Runs the garbage collector until it has collected something, that is, until {@code gone} is true. */
    public static void collected(String what, BooleanSupplier gone) {
        until(what + " is collected", () -> {
            System.gc();
            return gone.getAsBoolean();
        });
    }
}
