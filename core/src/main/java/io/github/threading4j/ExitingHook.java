package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.ExitWait;
import io.github.threading4j.internal.SystemThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The hook that {@link ExceptHook#exitingWith} returns: it reports like the default hook, and then ends the program.
 *
 * <p>{@code System.exit} blocks its caller until the JVM halts, and shutdown hooks may wait for the thread that failed,
 * or for a lock that it holds. Therefore, a separate thread calls {@code System.exit}. This exit thread is not a
 * daemon, so that the JVM can't end normally first, with another exit code. It is started before the report, which may
 * never return. The failed thread then waits for a limited time, so that in most programs, no thread that depends on it
 * continues before the program ends.
 */
final class ExitingHook implements ExceptHook {
    /**
     * The maximum time that a failed thread waits for the program to end, and that the exit thread waits for reports.
     */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** POSIX keeps the low 8 bits of an exit code. */
    private static final int EXIT_CODES = 1 << 8;

    private final int status;

    /** Whether an exit thread was started; one exit thread is enough. */
    private final AtomicBoolean exits = new AtomicBoolean();

    /** The number of reports in progress; the exit thread waits for them. */
    private final AtomicInteger reports = new AtomicInteger();

    ExitingHook(int status) {
        if (status != 0 && status % EXIT_CODES == 0) {
            throw new IllegalArgumentException("exit status that the system would truncate to 0: " + status
                    + " (expected 0, or a status that is not a multiple of " + EXIT_CODES + ")");
        }
        this.status = status;
    }

    @Override
    public void handle(ExceptHookArgs args) {
        Checks.notNull(args, "args");
        if (isShuttingDown()) {
            report(args);
            return;
        }
        reports.incrementAndGet();
        var ends = !exits.compareAndSet(false, true) || startExit();
        try {
            report(args);
        } finally {
            if (!ends) {
                Runtime.getRuntime().halt(status); // without a thread, no shutdown hook could run either
            }
            awaitEnd(args.exception());
        }
    }

    /** Reports an exception before the program ends; if the report itself fails, also reports that failure. */
    private static void report(ExceptHookArgs args) {
        try {
            UncaughtExceptions.DEFAULT_HOOK.handle(args);
        } catch (Throwable failure) {
            UncaughtExceptions.reportFailureOfHook(failure, args.message(), args.exception(), args.thread());
        }
    }

    /**
     * Returns whether the JVM is shutting down: {@code removeShutdownHook} throws only in this case. Otherwise, it
     * removes nothing, since the calling thread is not a registered hook.
     */
    private static boolean isShuttingDown() {
        try {
            Runtime.getRuntime().removeShutdownHook(Thread.currentThread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Starts the exit thread; returns whether that succeeded. */
    private boolean startExit() {
        try {
            SystemThreads.unstarted("threading4j-exit-status", false, this::endProgram)
                    .start();
            return true;
        } catch (Error e) { // not enough memory, or no thread can be started
            return false;
        }
    }

    /** Ends the program after the reports, or after a timeout if a report blocks. */
    private void endProgram() {
        var deadline = System.nanoTime() + LIMIT_NANOS;
        while (reports.get() > 0 && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        System.exit(status);
    }

    private void awaitEnd(Throwable reported) {
        var wait = ExitWait.begin(reported); // first: after the decrement, the exit thread may end the program
        reports.decrementAndGet();
        try {
            TimeUnit.NANOSECONDS.sleep(LIMIT_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // this may be the main thread, which must see the interrupt to clean up
        } finally {
            if (wait != null) {
                wait.end();
            }
        }
    }

    @Override
    public String toString() {
        return "ExceptHook.exitingWith(" + status + ")";
    }
}
