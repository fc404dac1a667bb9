package io.github.threading4j;

import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Exceptions;
import io.github.threading4j.internal.Stderr;
import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLogger;

/**
 * The reports of exceptions that can't be thrown to a caller: they go to the excepthook, so that none is lost.
 *
 * <p>The hook, the handler, the logger and the exception itself are foreign code. If one of them throws, the library
 * falls back to the next means of reporting, and finally to standard error. No lock of this library is held while
 * foreign code runs.
 */
final class UncaughtExceptions {
    static final ExceptHook DEFAULT_HOOK = new DefaultHook();

    /** This is a class, since linking a method reference would slow down the start of a program. */
    private static final class DefaultHook implements ExceptHook {
        @Override
        public void handle(ExceptHookArgs args) {
            toHandlerOrLog(args);
        }
    }

    /**
     * The name of the logger: the name of the class {@link Threading}, to which the hook belongs. It is a string
     * literal, so that this class does not depend on {@code Threading}.
     */
    private static final String LOGGER = "io.github.threading4j.Threading";

    private static volatile ExceptHook hook = DEFAULT_HOOK;

    private UncaughtExceptions() {}

    static ExceptHook hook() {
        return hook;
    }

    static void setHook(ExceptHook hook) {
        UncaughtExceptions.hook = Checks.notNull(hook, "hook");
    }

    /** Calls the hook with an exception of the calling thread; returns normally, whatever the hook does. */
    static void report(Throwable exception) {
        report(exception, knownThread());
    }

    /** Returns the calling thread, or null if this library does not know it. */
    static @Nullable NamedThread knownThread() {
        try {
            return ThreadTable.known(Thread.currentThread());
        } catch (Throwable e) {
            return null; // not enough memory for the lookup: the report omits the thread
        }
    }

    /** Calls the hook; returns normally, whatever the hook does. */
    static void report(Throwable exception, @Nullable NamedThread thread) {
        report(null, exception, thread);
    }

    /** Like {@link #report(Throwable, NamedThread)}, with a message in place of the thread's name. */
    static void report(@Nullable String message, Throwable exception, @Nullable NamedThread thread) {
        var place = Cancelling.stepOut(); // first: a scope that is cancelled must not prevent the report
        try {
            hook.handle(new ExceptHookArgs(exception, thread, message));
        } catch (Throwable failure) {
            reportFailureOfHook(failure, message, exception, thread);
            Exceptions.restoreInterrupt(failure);
        } finally {
            Cancelling.comeBack(place);
        }
    }

    /**
     * Logs the hook's own failure and the exception that the hook should have handled. As in Python, neither is passed
     * to the hook.
     */
    static void reportFailureOfHook(
            Throwable failure, @Nullable String message, Throwable exception, @Nullable NamedThread thread) {
        log("Exception in threading.excepthook:", failure);
        log(headline(message, thread), exception);
    }

    private static void toHandlerOrLog(ExceptHookArgs args) {
        var named = Checks.notNull(args, "args").thread();
        var thrower = named == null ? null : named.startedThread();
        var thread = thrower == null ? Thread.currentThread() : thrower; // the thrower is null if unknown or collected
        var handler = handlerOf(thread);
        if (handler == null) {
            log(headline(args.message(), args.thread()), args.exception());
        } else {
            handler.uncaughtException(thread, args.exception());
        }
    }

    /** Returns the handler that the application set for the thread or for all threads, or null. */
    private static @Nullable UncaughtExceptionHandler handlerOf(Thread thread) {
        var own = thread.getUncaughtExceptionHandler();
        // A thread without a handler of its own returns its group. An ordinary ThreadGroup would only print to stderr.
        var isDefault = own == null || own.getClass() == ThreadGroup.class || own instanceof VirtualTask;
        return isDefault ? Thread.getDefaultUncaughtExceptionHandler() : own;
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

    /** Logs the exception, or prints it if it is not certain to be logged; returns normally, whatever fails. */
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
     * Logs the exception, and returns whether it is certain to be logged.
     *
     * <p>The level is disabled if SLF4J has no provider, or if the application turned errors off. SLF4J returns a
     * substitute logger while it looks for a provider; if there is no provider, the events of the substitute are
     * dropped. The logger is looked up each time instead of being kept in a static field: otherwise, a thread that
     * initializes this class could block in SLF4J, which waits for another thread.
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
