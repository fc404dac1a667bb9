package io.github.threading4j.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The library's one JVM shutdown hook. It takes two steps: the first waits for the main thread, the last reports what
 * no thread has retrieved by then. They are one hook since the JVM runs all hooks at once, and main may still retrieve
 * a failure. It is registered only while a step is wanted, so that it holds no class loader for longer.
 *
 * <p>A JVM does not end before its shutdown hooks have. So a step must end in time, and must not run foreign code.
 */
public final class ExitHook {
    /** Constructed by the first step that is wanted; the same one is registered each time. Guarded by the class. */
    private static @Nullable Thread hook;

    /** Guarded by the class. */
    private static boolean registered;

    // Written with the class's monitor held, and read without it once the JVM ends.
    private static volatile @Nullable Runnable first;
    private static volatile @Nullable Runnable last;

    private ExitHook() {}

    /**
     * Sets the first step, for good.
     *
     * @param step what to do
     * @throws IllegalStateException if the JVM is shutting down; nothing has changed then
     */
    public static synchronized void setFirst(Runnable step) {
        register();
        first = step;
    }

    /**
     * Sets the last step. While the JVM is shutting down, it is taken only if the first step still goes on.
     *
     * @param step what to do
     */
    public static synchronized void setLast(Runnable step) {
        try {
            register();
        } catch (IllegalStateException e) {
            // it runs, and is going to take this step, too; or it was not registered in time
        }
        last = step;
    }

    /** Removes the last step, and the hook if there is no other. */
    public static synchronized void clearLast() {
        last = null;
        if (registered && first == null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                registered = false;
            } catch (IllegalStateException e) {
                // it runs
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
            // it is registered, and the JVM is not shutting down
        }
    }

    private static void run() {
        take(first);
        take(last); // read only now: it may come while the first one goes on
    }

    private static void take(@Nullable Runnable step) {
        try {
            if (step != null) {
                step.run();
            }
        } catch (Throwable e) { // else the JVM would call a handler of the application, and the next step not be taken
            print("Exception in thread threading4j-exit", e);
        }
    }

    /**
     * Writes a failure to the process's stderr, by its type and stack, with code of the JDK alone: {@code System.err}
     * may be the application's, and so are most methods of an exception. Returns normally, whatever fails.
     *
     * @param headline what the exception is
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
            // There is nowhere left to say so, and the others are to be printed.
        }
    }

    private static StackTraceElement[] stackOf(Throwable exception) throws NoSuchMethodException {
        var isTheJdks = exception.getClass().getMethod("getStackTrace").getDeclaringClass() == Throwable.class;
        return isTheJdks ? exception.getStackTrace() : new StackTraceElement[0];
    }
}
