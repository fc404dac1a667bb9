package io.github.threading4j.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The library's single JVM shutdown hook. It has two steps: the first waits for the main thread, and the last reports
 * unretrieved exceptions. They are one hook since the JVM runs all hooks concurrently, and the main thread may still
 * retrieve a failure. The hook is registered only while it has a step, so that it retains no class loader for longer.
 *
 * <p>A JVM does not end before its shutdown hooks have ended. Therefore, a step must end in time and must not run user
 * code.
 */
public final class ExitHook {
    /** Created with the first step; the same thread is registered each time. Guarded by the class. */
    private static @Nullable Thread hook;

    /** Guarded by the class. */
    private static boolean registered;

    // Written with the monitor of the class held, and read without it once the JVM ends.
    private static volatile @Nullable Runnable first;
    private static volatile @Nullable Runnable last;

    private ExitHook() {}

    /**
     * Sets the first step permanently.
     *
     * @param step the step
     * @throws IllegalStateException if the JVM is shutting down; nothing has changed then
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
            // the hook runs and will also take this step; or it was not registered in time
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
                // the hook runs
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
        take(last); // read only now: it may be set while the first one runs
    }

    private static void take(@Nullable Runnable step) {
        try {
            if (step != null) {
                step.run();
            }
        } catch (Throwable e) { // else the JVM would call an application's handler and skip the next step
            print("Exception in thread threading4j-exit", e);
        }
    }

    /**
     * Writes a failure to the process's stderr, by its type and stack, using only JDK code: {@code System.err} and most
     * methods of an exception may be the application's. Always returns normally.
     *
     * @param headline a description of the exception
     * @param exception the exception
     */
    public static void print(String headline, Throwable exception) {
        try {
            var text = new StringBuilder(headline);
            text.append(": ").append(exception.getClass().getName());
            text.append(System.lineSeparator());
            for (var frame : stackOf(exception)) {
                text.append("\tat ").append(frame).append(System.lineSeparator());
            }
            @SuppressWarnings("resource") // closing it would close stderr
            var stderr = new FileOutputStream(FileDescriptor.err);
            stderr.write(text.toString().getBytes(Charset.defaultCharset()));
        } catch (Exception | Error e) {
            // This can't be reported anywhere, and other exceptions must still be printed.
        }
    }

    private static StackTraceElement[] stackOf(Throwable exception) throws NoSuchMethodException {
        var isTheJdks = exception.getClass().getMethod("getStackTrace").getDeclaringClass() == Throwable.class;
        return isTheJdks ? exception.getStackTrace() : new StackTraceElement[0];
    }
}
