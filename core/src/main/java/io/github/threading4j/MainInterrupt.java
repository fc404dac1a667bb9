package io.github.threading4j;

import io.github.threading4j.internal.ExitHook;
import io.github.threading4j.internal.SystemThreads;
import io.github.threading4j.internal.Timeout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Interrupts the main thread when the JVM shuts down, and has the JVM wait until it ends: what
 * {@link Threading#interruptMainAtShutdown} promises. A program that does not call that has none of it.
 *
 * <p>The shutdown hook only polls whether the main thread is alive, and for a limited time. All else is done by a
 * daemon thread, since it may run foreign code: an interrupt closes the channel that the thread is blocked on, and the
 * main thread may be of a subclass of {@link Thread}.
 */
final class MainInterrupt implements Runnable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long graceNanos;

    /** Whether the main thread has called {@code System.exit}, which does not return. */
    private volatile boolean exits;

    private MainInterrupt(long graceNanos) {
        this.graceNanos = graceNanos;
    }

    /** Registers it, in place of one that was there before; the grace is as {@link Timeout} gives it. */
    static void atShutdown(long graceNanos) {
        ThreadTable.main(); // found now, while it is alive, and not in the shutdown
        try {
            ExitHook.setFirst(new MainInterrupt(graceNanos));
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "too late to have the main thread interrupted: the JVM is shutting down (expected a call before)",
                    e);
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
        } catch (Error e) { // there is no memory, or no thread
            ExitHook.print("The main thread is not interrupted", e);
            return;
        }
        awaitEnd(main);
    }

    /** Without {@code join}, which blocks while another thread holds the monitor of the main thread. */
    private void awaitEnd(Thread main) {
        var deadline = System.nanoTime() + graceNanos;
        while (main.isAlive() && !exits && Timeout.left(deadline, graceNanos) > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            Thread.interrupted(); // else a stray interrupt would turn the pause into a spin
        }
    }

    /** Interrupts the main thread unless it ends the program itself, and watches whether it comes to do that. */
    private void interrupt(Thread main) {
        if (isInExit(main)) {
            exits = true;
            return;
        }
        main.interrupt();
        while (main.isAlive()) {
            if (main.getState() == Thread.State.BLOCKED && isInExit(main)) {
                exits = true;
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * Returns whether a thread is in {@code System.exit}. The first one that calls it joins the shutdown hooks there,
     * and each later one is blocked until the JVM halts: a hook that waited for either would wait forever. The stack
     * alone tells.
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
