package io.github.threading4j;

import io.github.threading4j.internal.SystemThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Reports an exception as the default hook does, and ends the program: what {@link ExceptHook#exitingWith} returns.
 *
 * <p>{@code System.exit} blocks its caller until the JVM halts, and shutdown hooks may wait for the thread that failed,
 * or for a lock that it holds. So another thread calls it, which is no daemon: the JVM can't come to its natural end,
 * and to that exit code, before. The thread that failed waits for a moment, so that in most programs nothing that
 * depends on it goes on.
 */
final class ExitingHook implements ExceptHook {
    /** How long a thread that failed waits for the end of the program at most, and how long that waits for reports. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int status;

    /** Whether a thread ends the program; one is enough. */
    private final AtomicBoolean exits = new AtomicBoolean();

    /** How many exceptions are being reported; the end of the program waits for that. */
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

    /** The JVM says so only by what it rejects then; the thread is none of its hooks. */
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
        } catch (Error e) { // no memory, or no thread: the shutdown hooks could not start either
            Runtime.getRuntime().halt(status);
        }
    }

    /** A report that blocks does not keep the program from ending. */
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
            Thread.currentThread().interrupt(); // such as the main thread, that is to clean up
        }
    }

    @Override
    public String toString() {
        return "ExceptHook.exitingWith(" + status + ")";
    }
}
