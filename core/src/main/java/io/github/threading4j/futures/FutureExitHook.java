package io.github.threading4j.futures;

import io.github.threading4j.internal.SystemThreads;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's shutdown hook that reports what was never retrieved. It is registered only while there is something to
 * report, so that it holds no class loader for longer.
 *
 * <p>A JVM does not end before its shutdown hooks have, and an excepthook may block, or call {@code System.exit}, which
 * blocks for ever in a shutdown. So the hook runs none: a daemon thread does, and the hook prints what that one has not
 * reported in time.
 */
final class FutureExitHook {
    /** How long the end of the program waits for the reports at most. */
    private static final long LIMIT_MILLIS = 1_000;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Constructed by the first failure; the same one is registered each time. Guarded by the class. */
    private static @Nullable Thread hook;

    /** Guarded by the class. */
    private static boolean registered;

    private FutureExitHook() {}

    /** Called with an entry in the list; returns normally. */
    static synchronized void register() {
        if (registered) {
            return;
        }
        try {
            if (hook == null) {
                hook = SystemThreads.unstarted("threading4j-exit", false, FutureExitHook::atExit);
            }
            Runtime.getRuntime().addShutdownHook(hook);
            registered = true;
        } catch (IllegalStateException e) {
            // the program is ending already, and abandons what runs
        } catch (Error e) { // there is no memory
            // The future has its outcome all the same. The next failure tries again.
        }
    }

    /** Called when the list was seen empty: an entry that came meanwhile keeps the hook. */
    static synchronized void unregister() {
        if (registered && FutureUnretrieved.all().isEmpty()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                registered = false;
            } catch (IllegalStateException e) {
                // it runs
            }
        }
    }

    /** For tests. */
    static synchronized boolean isRegistered() {
        return registered;
    }

    private static void atExit() {
        try {
            var reporter = SystemThreads.unstarted("threading4j-exit-report", true, FutureExitHook::reportAll);
            reporter.start();
            reporter.join(LIMIT_MILLIS);
        } catch (InterruptedException | Error e) { // there is no memory for a thread, mostly
            // Printed at once.
        }
        for (var each : FutureUnretrieved.all()) {
            if (!each.isAwaited()) {
                each.claim(); // so that it is not reported again, should the excepthook return after all
                print(each);
            }
        }
    }

    private static void reportAll() {
        FutureUnretrieved.all().forEach(FutureUnretrieved::reportUnlessAwaited);
        while (FutureUnretrieved.all().stream().anyMatch(FutureUnretrieved::isClaimed)) {
            LockSupport.parkNanos(PAUSE_NANOS); // another thread reports it at this moment
        }
    }

    /**
     * Writes a failure to the process's stderr, by its type and stack, with code of the JDK alone: {@code System.err}
     * may be the application's, and so are most methods of an exception.
     */
    private static void print(FutureUnretrieved unretrieved) {
        try {
            var text = new StringBuilder(unretrieved.headline());
            text.append(": ").append(unretrieved.exception().getClass().getName());
            text.append(System.lineSeparator());
            for (var frame : stackOf(unretrieved.exception())) {
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
