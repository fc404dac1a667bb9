package io.github.threading4j;

import io.github.threading4j.internal.SystemThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The hook that {@link ExceptHook#exitingWith} returns: it reports like the default hook, and then ends the program.
 *
 * <p>{@code System.exit} blocks its caller until the JVM halts, and shutdown hooks may wait for the thread that failed,
 * or for a lock that it holds. So a separate thread calls it. That thread is not a daemon, so that the JVM can't end
 * normally first, with another exit code. The thread that failed waits for a moment, so that in most programs nothing
 * that depends on it continues.
 */
final class ExitingHook implements ExceptHook {
    /** The maximum time that a failed thread waits for the end of the program, and that the end waits for reports. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int status;

    /** Whether some thread is ending the program; one is enough. */
    private final AtomicBoolean exits = new AtomicBoolean();

    /** The number of exceptions that are being reported; the end of the program waits for them. */
    private final AtomicInteger reports = new AtomicInteger();

    ExitingHook(int status) {
        this.status = status;
    }

    @Override
    public void handle(ExceptHookArgs args) throws Exception {
        try {
            report(args);
        } finally {
            if (!isShuttingDown()) {
                exit();
            }
        }
    }

    private void report(ExceptHookArgs args) throws Exception {
        reports.incrementAndGet();
        try {
            UncaughtExceptions.DEFAULT_HOOK.handle(args);
        } finally {
            reports.decrementAndGet();
        }
    }

    /**
     * Returns whether the JVM is shutting down: only then does it reject the removal of a hook. The thread passed is
     * not a hook.
     */
    private static boolean isShuttingDown() {
        try {
            Runtime.getRuntime().removeShutdownHook(Thread.currentThread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private void exit() {
        if (exits.compareAndSet(false, true)) {
            startExit();
        }
        awaitEnd();
    }

    private void startExit() {
        try {
            SystemThreads.unstarted("threading4j-exit-status", false, this::endProgram)
                    .start();
        } catch (Error e) { // no memory or no thread: the shutdown hooks could not start either
            Runtime.getRuntime().halt(status);
        }
    }

    /** Ends the program, after the reports; one that blocks does not prevent that. */
    private void endProgram() {
        var deadline = System.nanoTime() + LIMIT_NANOS;
        while (reports.get() > 0 && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        System.exit(status);
    }

    private static void awaitEnd() {
        try {
            TimeUnit.NANOSECONDS.sleep(LIMIT_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it may be the main thread, which is to clean up
        }
    }

    @Override
    public String toString() {
        return "ExceptHook.exitingWith(" + status + ")";
    }
}
