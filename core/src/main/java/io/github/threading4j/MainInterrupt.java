package io.github.threading4j;

import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.ExitHook;
import io.github.threading4j.internal.SystemThreads;
import io.github.threading4j.internal.Timeout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The implementation of {@link Threading#interruptMainAtShutdown}: interrupts the main thread when the JVM shuts down,
 * and makes the JVM wait until that thread ends. The class is loaded only if a program calls that method.
 *
 * <p>The shutdown hook only polls whether the main thread is alive, for a limited time. A daemon thread does everything
 * else, since the other steps may run foreign code: an interrupt closes the channel that the main thread is blocked on,
 * and the class of the main thread may be a subclass of {@link Thread}.
 */
final class MainInterrupt implements Runnable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long graceNanos;

    /** Whether the main thread has called {@code System.exit}, which does not return. */
    private volatile boolean exits;

    private MainInterrupt(long graceNanos) {
        this.graceNanos = graceNanos;
    }

    /**
     * Registers the interrupt, replacing an earlier registration; the grace period is as returned by {@link Timeout}.
     */
    static void atShutdown(long graceNanos) {
        ThreadTable.main(); // look up the thread now, since it may have ended before the shutdown
        try {
            ExitHook.setFirst(new MainInterrupt(graceNanos));
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "too late to register an interrupt of the main thread (expected before the shutdown)", e);
        }
    }

    @Override
    public void run() {
        var main = ThreadTable.main().startedThread();
        if (main == null || !main.isAlive()) {
            return;
        }
        try {
            SystemThreads.unstarted("threading4j-exit-main", true, () -> interrupt(main))
                    .start();
        } catch (Error e) { // not enough memory, or no thread can be started
            ExitHook.printAside("The main thread could not be interrupted", e);
            return;
        }
        ExitHook.await(() -> exits || !main.isAlive(), graceNanos);
    }

    /**
     * Interrupts the main thread unless it is in {@code System.exit}, and then checks repeatedly whether it has called
     * {@code System.exit}.
     */
    private void interrupt(Thread main) {
        if (isInExit(main)) {
            exits = true;
            return;
        }
        Cancelling.interrupt(main);
        while (main.isAlive()) {
            if (main.getState() == Thread.State.BLOCKED && isInExit(main)) {
                exits = true;
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Returns whether a thread is in {@code System.exit}, which is visible only in the stack of the thread. The first
     * thread that calls {@code System.exit} joins the shutdown hooks, and each later caller is blocked until the JVM
     * halts. A hook that waited for any of these threads would therefore wait forever.
     */
    private static boolean isInExit(Thread thread) {
        for (var call : thread.getStackTrace()) {
            if (call.getClassName().equals("java.lang.Shutdown")
                    && call.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }
}
