package io.github.threading4j.futures;

import io.github.threading4j.internal.ExitHook;
import io.github.threading4j.internal.SystemThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The step of the JVM shutdown hook that reports unretrieved exceptions. It is registered only while there is something
 * to report.
 *
 * <p>A JVM does not end before its shutdown hooks have ended, and an excepthook may block, or call {@code System.exit},
 * which blocks forever during a shutdown. Therefore, a daemon thread calls the excepthook, and the shutdown hook prints
 * what that thread has not reported in time.
 */
final class FutureExitHook {
    /** The maximum time that the end of the program waits for the reports. */
    private static final long LIMIT_MILLIS = 1_000;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Guarded by the class. */
    private static boolean registered;

    private FutureExitHook() {}

    /** Called with an entry in the list; returns normally. */
    static synchronized void register() {
        if (registered) {
            return;
        }
        try {
            ExitHook.setLast(FutureExitHook::atExit);
            registered = true;
        } catch (Error e) { // there is no memory
            // The future completes nevertheless. The next failure tries again.
        }
    }

    /** Called when the list was seen empty; an entry added since then keeps the step registered. */
    static synchronized void unregister() {
        if (registered && FutureUnretrieved.all().isEmpty()) {
            ExitHook.clearLast();
            registered = false;
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
        } catch (InterruptedException | Error e) { // usually, there is no memory for a thread
            // Printed at once.
        }
        for (var each : FutureUnretrieved.all()) {
            if (!each.isAwaited()) {
                each.claim(); // so that it is not reported again if the excepthook returns after all
                print(each);
            }
        }
    }

    private static void print(FutureUnretrieved unretrieved) {
        try {
            ExitHook.print(unretrieved.headline(), unretrieved.exception());
        } catch (Error e) {
            // There is no memory, but the others must still be printed.
        }
    }

    private static void reportAll() {
        FutureUnretrieved.all().forEach(FutureUnretrieved::reportUnlessAwaited);
        while (FutureUnretrieved.all().stream().anyMatch(FutureUnretrieved::isClaimed)) {
            LockSupport.parkNanos(PAUSE_NANOS); // another thread is reporting it
        }
    }
}
