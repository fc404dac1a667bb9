package io.github.threading4j.futures;

import io.github.threading4j.internal.ExitHook;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * The step of the JVM shutdown hook that reports unretrieved exceptions. It is registered only while there is something
 * to report.
 *
 * <p>The JVM does not end before its shutdown hooks have ended, and an excepthook may block, or call
 * {@code System.exit}, which blocks forever during a shutdown. Therefore, a daemon thread calls the excepthook. Another
 * daemon thread prints the exceptions that the first one has not reported in time, since stderr may block as well.
 */
final class FutureExitHook {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Guarded by the class. */
    private static boolean registered;

    private FutureExitHook() {}

    /** Called after an entry was added to the list. Throws nothing. */
    static synchronized void register() {
        if (registered) {
            return;
        }
        try {
            ExitHook.setLast(FutureExitHook::atExit);
            registered = true;
        } catch (Error e) { // thrown if there is not enough memory
            // The future completes nevertheless. Registration is retried when the next task fails.
        }
    }

    /** Called when the list was found empty; an entry added since then keeps the step registered. */
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
        // If no thread can be started, all exceptions are printed below.
        ExitHook.runAside("threading4j-exit-report", FutureExitHook::reportAll, () -> {});
        if (!FutureUnretrieved.all().isEmpty()) {
            ExitHook.runAside(
                    "threading4j-exit-print", () -> printAll(ExitHook::print), () -> printAll(ExitHook::printType));
        }
    }

    /**
     * Prints the remaining exceptions. Exceptions whose report has begun come last: reading their stacks may need a
     * monitor that the excepthook holds.
     */
    private static void printAll(BiConsumer<String, Throwable> print) {
        for (var each : FutureUnretrieved.all()) {
            if (!each.isAwaited() && each.claim()) { // so that the exception is not reported as well
                print(each, print);
                each.remove();
            }
        }
        for (var each : FutureUnretrieved.all()) {
            if (!each.isAwaited() && each.isBeingReported()) {
                print(each, print);
            }
        }
    }

    private static void print(FutureUnretrieved unretrieved, BiConsumer<String, Throwable> print) {
        try {
            print.accept(unretrieved.headline(), unretrieved.exception());
        } catch (Error e) {
            // There is not enough memory, but the other exceptions must still be printed.
        }
    }

    private static void reportAll() {
        FutureUnretrieved.all().forEach(FutureUnretrieved::reportUnlessAwaited);
        while (FutureUnretrieved.all().stream().anyMatch(FutureUnretrieved::isBeingReported)) {
            LockSupport.parkNanos(PAUSE_NANOS); // another thread is reporting an exception
        }
    }
}
