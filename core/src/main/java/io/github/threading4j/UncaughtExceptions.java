package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Stderr;
import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLogger;

/**
 * The one way out for exceptions that cannot be returned to a caller: to the excepthook, and never into silence.
 *
 * <p>Hook, handler, logger and the exception itself are foreign code. Where one of them throws, the next way is taken,
 * down to standard error; nothing of the library is held meanwhile.
 */
final class UncaughtExceptions {
    static final ExceptHook DEFAULT_HOOK = UncaughtExceptions::toHandlerOrLog;

    /** Of the class whose hook it is, {@link Threading}, which this class does not depend on. */
    private static final String LOGGER = "io.github.threading4j.Threading";

    private static volatile ExceptHook hook = DEFAULT_HOOK;

    private UncaughtExceptions() {}

    static ExceptHook hook() {
        return hook;
    }

    static void setHook(ExceptHook hook) {
        UncaughtExceptions.hook = Checks.notNull(hook, "hook");
    }

    /** Calls the hook with what was thrown in the calling thread; returns normally, whatever the hook does. */
    static void report(Throwable exception) {
        report(exception, knownThread());
    }

    /** The calling thread, or null if this library does not know it. */
    static @Nullable NamedThread knownThread() {
        try {
            return ThreadTable.known(Thread.currentThread());
        } catch (Throwable e) {
            return null; // reported without it: there is no memory to look it up
        }
    }

    /** Calls the hook; returns normally, whatever the hook does. */
    static void report(Throwable exception, @Nullable NamedThread thread) {
        report(null, exception, thread);
    }

    /** As {@link #report(Throwable, NamedThread)}, with a message in place of the thread's name. */
    static void report(@Nullable String message, Throwable exception, @Nullable NamedThread thread) {
        try {
            hook.handle(new ExceptHookArgs(exception, thread, message));
        } catch (Throwable failure) {
            reportFailureOfHook(failure, message, exception, thread);
        }
    }

    /** As in Python: the hook's own failure is reported, with what it should have handled, but not to the hook. */
    private static void reportFailureOfHook(
            Throwable failure, @Nullable String message, Throwable exception, @Nullable NamedThread thread) {
        log("Exception in threading.excepthook:", failure);
        log(headline(message, thread), exception);
    }

    private static void toHandlerOrLog(ExceptHookArgs args) {
        var named = Checks.notNull(args, "args").thread();
        var thrower = named == null ? null : named.startedThread();
        var thread = thrower == null ? Thread.currentThread() : thrower; // else it is not known, or was collected
        var handler = handlerOf(thread);
        if (handler == null) {
            log(headline(args.message(), args.thread()), args.exception());
        } else {
            handler.uncaughtException(thread, args.exception());
        }
    }

    /** The handler that the application set for the thread or for all threads, or null. */
    private static @Nullable UncaughtExceptionHandler handlerOf(Thread thread) {
        var own = thread.getUncaughtExceptionHandler();
        // A thread without a handler answers with its group; the JDK's own group would only print to stderr.
        if (own != null && own.getClass() != ThreadGroup.class) {
            return own;
        }
        return Thread.getDefaultUncaughtExceptionHandler();
    }

    private static String headline(@Nullable String message, @Nullable NamedThread thread) {
        try {
            if (message != null) {
                return message + ":";
            }
            var name = thread == null ? Thread.currentThread().getName() : thread.getName();
            return "Exception in thread " + name + ":";
        } catch (OutOfMemoryError e) {
            return message != null ? message : "Exception in thread:";
        }
    }

    /** Logs it, or prints it where it does not come out of the log; returns normally, whatever fails. */
    private static void log(String headline, Throwable exception) {
        var logged = false;
        try {
            logged = logged(headline, exception);
        } catch (Throwable e) {
            Stderr.print("Exception in the logger:", e);
        }
        if (!logged) {
            Stderr.print(headline, exception);
        }
    }

    /**
     * Logs it, and returns whether it comes out of the log for sure.
     *
     * <p>Not enabled means that SLF4J has no provider, or that somebody switched errors off. A substitute is what SLF4J
     * hands out while it looks for a provider, and drops what was logged if there is none. The logger is looked up each
     * time and kept in no static field: a thread that loads this class could hold its initialization while SLF4J waits
     * for another thread.
     */
    private static boolean logged(String headline, Throwable exception) {
        var log = LoggerFactory.getLogger(LOGGER);
        var dropped = log instanceof SubstituteLogger substitute && substitute.isDelegateNull();
        if (!log.isErrorEnabled()) {
            return false;
        }
        log.error(headline, exception);
        return !dropped;
    }
}
