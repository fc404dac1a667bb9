package io.github.threading4j.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The library's single JVM shutdown hook. It has two steps: the first waits for the main thread, and the last reports
 * unretrieved exceptions. They share one hook because the JVM runs all hooks concurrently, and the main thread may
 * still retrieve an exception during the first step. The hook is registered only while it has a step, so that it does
 * not retain a class loader unnecessarily.
 *
 * <p>The JVM does not end before its shutdown hooks have ended. Therefore, a step must end soon: it runs no foreign
 * code, acquires no monitor that foreign code may hold, and writes to no stream that may be full. Such work is done by
 * daemon threads. The hook polls until they have ended, since {@code join} would acquire the monitor of the thread.
 */
public final class ExitHook {
    /** The interval at which the daemon thread of {@link #runAside} is checked for progress. */
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The number of checks without progress after which the thread is abandoned. */
    private static final int CHECKS_WITHOUT_PROGRESS = 10;

    /** The maximum number of checks. */
    private static final int MOST_CHECKS = 100;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final StackTraceElement[] NO_STACK = {};

    /**
     * The thread that runs the steps. It is created when a step is set for the first time, and registered again after
     * it was removed. Guarded by the class.
     */
    private static @Nullable Thread hook;

    /** Guarded by the class. */
    private static boolean registered;

    // Written with the monitor of the class held; read without it when the JVM shuts down.
    private static volatile @Nullable Runnable first;
    private static volatile @Nullable Runnable last;

    private ExitHook() {}

    /**
     * Sets the first step permanently.
     *
     * @param step the step
     * @throws IllegalStateException if the JVM is shutting down; the step is not set
     */
    public static synchronized void setFirst(Runnable step) {
        register();
        first = step;
    }

    /**
     * Sets the last step. If the JVM is already shutting down, the step runs only if the first one is still running.
     *
     * @param step the step
     */
    public static synchronized void setLast(Runnable step) {
        try {
            register();
        } catch (IllegalStateException e) {
            // The JVM is shutting down. If the hook is running its first step, it runs the new step afterwards.
        }
        last = step;
    }

    /** Removes the last step, and the hook if there is no other step. */
    public static synchronized void clearLast() {
        last = null;
        if (registered && first == null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                registered = false;
            } catch (IllegalStateException e) {
                // the hook is running
            }
        }
    }

    private static void register() {
        if (hook == null) {
            hook = SystemThreads.unstarted("threading4j-exit", false, ExitHook::run);
        }
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            registered = true;
        } catch (IllegalArgumentException e) {
            // the hook is already registered, and the JVM is not shutting down
        }
    }

    private static void run() {
        take(first);
        take(last); // read only now: the last step may be set while the first one runs
    }

    private static void take(@Nullable Runnable step) {
        try {
            if (step != null) {
                step.run();
            }
        } catch (Throwable e) { // if uncaught, the application's handler would run, and the next step would not
            printAside("Exception in thread threading4j-exit", e);
        }
    }

    /**
     * Uses a daemon thread to run code that may block. Returns when the code has ended, when it has made no progress
     * for 1 s, or after 10 s. These limits are generous because the first use of a logging framework may take seconds
     * on a busy machine.
     *
     * @param name the thread's name
     * @param task the code
     * @param otherwise the fallback, which the calling thread runs if no thread can be started; it should be short
     */
    public static void runAside(String name, Runnable task, Runnable otherwise) {
        Thread thread;
        try {
            thread = SystemThreads.unstarted(name, true, task);
            thread.start();
        } catch (Error e) { // not enough memory, or the thread can't be started
            otherwise.run();
            return;
        }
        awaitEnd(thread);
    }

    private static void awaitEnd(Thread thread) {
        var stack = NO_STACK;
        for (int checks = 0, same = 0; checks < MOST_CHECKS && same < CHECKS_WITHOUT_PROGRESS; checks++) {
            await(() -> !thread.isAlive(), CHECK_NANOS);
            if (!thread.isAlive()) {
                return;
            }
            var before = stack;
            stack = stackOrNone(thread);
            same = Arrays.equals(stack, before) ? same + 1 : 0;
        }
    }

    private static StackTraceElement[] stackOrNone(Thread thread) {
        try {
            return thread.getStackTrace();
        } catch (Error e) { // thrown if there is not enough memory
            return NO_STACK;
        }
    }

    /**
     * Polls until a condition is true.
     *
     * @param over the condition; must not block
     * @param nanos the maximum time, as returned by {@link Timeout}
     */
    public static void await(BooleanSupplier over, long nanos) {
        var deadline = System.nanoTime() + nanos;
        while (!over.getAsBoolean() && Timeout.left(deadline, nanos) > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            Thread.interrupted(); // otherwise, a stray interrupt would turn the pause into a spin
        }
    }

    /**
     * Prints an exception like {@link #print}, but in a daemon thread, for use in a shutdown hook.
     *
     * @param headline a description of the exception
     * @param exception the exception
     */
    public static void printAside(String headline, Throwable exception) {
        runAside("threading4j-exit-print", () -> print(headline, exception), () -> printType(headline, exception));
    }

    /**
     * Writes the type and the stack of an exception to the stderr of the process, using only code of the JDK:
     * {@code System.err} and most methods of an exception may be application code. Always returns normally, but blocks
     * while stderr is a full pipe or another thread holds the exception's monitor.
     *
     * @param headline a description of the exception
     * @param exception the exception
     */
    public static void print(String headline, Throwable exception) {
        printType(headline, exception); // before the stack: reading the stack acquires the exception's monitor
        try {
            var text = new StringBuilder();
            for (var frame : stackOf(exception)) {
                text.append("\tat ").append(frame).append(System.lineSeparator());
            }
            write(text.toString());
        } catch (Exception | Error e) {
            // This failure can't be reported anywhere, and other exceptions must still be printed.
        }
    }

    /**
     * Like {@link #print}, but without the stack: one line, which blocks only while stderr is a full pipe.
     *
     * @param headline a description of the exception
     * @param exception the exception
     */
    public static void printType(String headline, Throwable exception) {
        try {
            write(headline + ": " + exception.getClass().getName() + System.lineSeparator());
        } catch (Exception | Error e) {
            // Ignored for the same reason as in print.
        }
    }

    private static void write(String text) throws IOException {
        @SuppressWarnings("resource") // closing it would close stderr
        var stderr = new FileOutputStream(FileDescriptor.err);
        stderr.write(text.getBytes(Charset.defaultCharset()));
    }

    private static StackTraceElement[] stackOf(Throwable exception) throws NoSuchMethodException {
        var isTheJdks = exception.getClass().getMethod("getStackTrace").getDeclaringClass() == Throwable.class;
        return isTheJdks ? exception.getStackTrace() : NO_STACK;
    }
}
