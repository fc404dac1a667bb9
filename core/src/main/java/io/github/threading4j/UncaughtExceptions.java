package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way out for exceptions that nobody can receive: to the excepthook, and never into silence. */
final class UncaughtExceptions {
    private static final Logger log = LoggerFactory.getLogger(Threading.class);

    static final ExceptHook DEFAULT_HOOK = UncaughtExceptions::toHandlerOrLog;

    private static volatile ExceptHook hook = DEFAULT_HOOK;

    private UncaughtExceptions() {}

    static ExceptHook hook() {
        return hook;
    }

    static void setHook(ExceptHook hook) {
        UncaughtExceptions.hook = Checks.notNull(hook, "excepthook");
    }

    /** Calls the hook with what was thrown in the calling thread; returns normally, whatever the hook does. */
    static void report(Throwable exception) {
        NamedThread thread = null;
        try {
            thread = ThreadTable.known(Thread.currentThread());
        } catch (OutOfMemoryError e) {
            // Told without it.
        }
        report(exception, thread);
    }

    /** Calls the hook; returns normally, whatever the hook does. */
    static void report(Throwable exception, @Nullable NamedThread thread) {
        try {
            hook.handle(new ExceptHookArgs(exception, thread));
        } catch (Throwable failure) {
            reportFailureOfHook(failure, exception, thread);
        }
    }

    /** As in Python: the hook's own failure is told, with what it should have handled, but not to the hook. */
    private static void reportFailureOfHook(Throwable failure, Throwable exception, @Nullable NamedThread thread) {
        try {
            log("Exception in threading.excepthook:", failure);
            log(headline(thread), exception);
        } catch (Throwable e) {
            // There may be no memory even for that. Whoever reports has to go on: others wait for it.
        }
    }

    private static void toHandlerOrLog(ExceptHookArgs args) {
        var thread =
                args.thread() == null ? Thread.currentThread() : args.thread().toJavaThread();
        var handler = handlerOf(thread);
        if (handler == null) {
            log(headline(args.thread()), args.exception());
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

    private static String headline(@Nullable NamedThread thread) {
        var name = thread == null ? Thread.currentThread().getName() : thread.getName();
        return "Exception in thread " + name + ":";
    }

    private static void log(String headline, Throwable exception) {
        // Not enabled means that SLF4J has no provider, or that somebody switched errors off: neither may hide this.
        if (log.isErrorEnabled()) {
            log.error(headline, exception);
        } else {
            synchronized (System.err) { // one report in one piece, as Throwable.printStackTrace does
                System.err.println(headline);
                exception.printStackTrace();
            }
        }
    }
}
