package io.github.threading4j.faulthandler;

import io.github.threading4j.Threading;
import io.github.threading4j.internal.Checks;
import java.io.PrintStream;

/**
 * The functions of Python's {@code faulthandler} module that show what all threads do, at once or after some time.
 *
 * <p>A dump is a snapshot of each thread, one after the other: its name, its state, what it waits for and which thread
 * holds that, and its stack. It has the threads that {@link Threading#enumerate()} lists, virtual threads included, and
 * all other platform threads of the JVM. It is written thread by thread, calls no {@code toString} of others, and needs
 * no lock, so that it also describes a program that hangs.
 *
 * <p>Only {@link #cancelDumpTracebackLater()} and {@code dumpTracebackLater}, which cancels the dump before it, wait:
 * for a dump that is being written, 10 seconds at most. All methods may be called by any thread.
 *
 * <pre>{@code
 * FaultHandler.dumpTracebackLater(60, DumpOptions.defaults().repeat());   // if it hangs, show where, every minute
 * System.out.println(FaultHandler.traceback());
 * FaultHandler.cancelDumpTracebackLater();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> A dump shows what each thread waits for, and always has all threads. {@code
 * enable}, {@code disable} and {@code register} have no counterpart: the JVM writes an error file when it crashes, and
 * a thread dump on SIGQUIT.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@code jcmd Thread.print} knows neither virtual threads nor the
 * names of what is waited for.
 *
 * <p>Memory consistency effects: none of these methods orders anything.
 *
 * @since 0.1.0
 */
public final class FaultHandler {
    static {
        Threading.getExcepthook(); // initializes the root, which hands in its threads and reports to the hook
    }

    private FaultHandler() {}

    /**
     * What all threads do at the moment, and what each of them waits for and who holds that: those that are listed,
     * virtual threads included, and all other platform threads of the JVM. A snapshot of each thread, one after the
     * other.
     *
     * @return the text that {@link #dumpTraceback()} writes
     */
    public static String traceback() {
        return ThreadDumps.all();
    }

    /** Writes {@link #traceback()} to {@link System#err}: Python's {@code faulthandler.dump_traceback}. */
    public static void dumpTraceback() {
        dumpTraceback(System.err);
    }

    /**
     * Writes {@link #traceback()} to a stream, thread by thread.
     *
     * @param file the stream, which is flushed; what it throws is thrown
     * @throws NullPointerException if {@code file} is null
     */
    public static void dumpTraceback(PrintStream file) {
        ThreadDumps.write(Checks.notNull(file, "file"), () -> true);
    }

    /**
     * Has {@link #traceback()} written to {@link System#err} after some time, unless that is cancelled: Python's
     * {@code faulthandler.dump_traceback_later}, for programs that may hang. Replaces what was to be written later
     * until now.
     *
     * @param seconds how long from now, more than 0
     * @throws IllegalArgumentException if {@code seconds} is NaN, zero or negative
     * @throws IllegalStateException if the system can't start another thread; then nothing will be written
     */
    public static void dumpTracebackLater(double seconds) {
        dumpTracebackLater(seconds, DumpOptions.defaults());
    }

    /**
     * Has {@link #traceback()} written after some time, unless that is cancelled. A stream that throws has its
     * exception reported to the excepthook.
     *
     * @param seconds how long from now, more than 0
     * @param options where to, how often, and whether the program is to end then
     * @throws IllegalArgumentException if {@code seconds} is NaN, zero or negative
     * @throws IllegalStateException as {@link #dumpTracebackLater(double)}
     * @throws NullPointerException if {@code options} is null
     */
    public static void dumpTracebackLater(double seconds, DumpOptions options) {
        Watchdog.start(seconds, Checks.notNull(options, "options"));
    }

    /**
     * Cancels {@code dumpTracebackLater}; has no effect if there is none. Nothing is written any more when this
     * returns, except by a stream that has blocked for 10 seconds, which is not waited for any longer.
     */
    public static void cancelDumpTracebackLater() {
        Watchdog.cancelCurrent();
    }
}
