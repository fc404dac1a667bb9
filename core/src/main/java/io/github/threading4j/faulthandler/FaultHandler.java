package io.github.threading4j.faulthandler;

import io.github.threading4j.Threading;
import io.github.threading4j.internal.Checks;
import java.io.PrintStream;

/**
 * The functions of Python's {@code faulthandler} module that dump all threads, immediately or after a delay.
 *
 * <p>A dump contains a snapshot of each thread, one after the other: its name, its state, the object that it waits for,
 * the thread that holds this object, and its stack. Successive threads that differ only in their names, such as the
 * idle workers of a pool, are one entry with all their names, or the first 21 of them. A dump covers the threads that
 * {@link Threading#enumerate()} lists, including virtual threads, and all other platform threads of the JVM. It is
 * written one thread at a time, without calling any foreign {@code toString} or acquiring any lock of this library, so
 * it works even if the program hangs.
 *
 * <p>Only {@link #cancelDumpTracebackLater()} and {@code dumpTracebackLater}, which cancels the previous request, wait:
 * if a dump is being written, they wait for it to end, but at most 10 seconds. Any thread may call any method.
 *
 * <pre>{@code
 * FaultHandler.dumpTracebackLater(60, DumpOptions.defaults().repeat());   // if it hangs, show where, every minute
 * System.out.println(FaultHandler.traceback());
 * FaultHandler.cancelDumpTracebackLater();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> A dump shows what each thread waits for, and always contains all threads.
 * {@code enable}, {@code disable} and {@code register} have no counterpart: the JVM writes an error file when it
 * crashes, and a thread dump on SIGQUIT.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@code jcmd Thread.print} shows neither virtual threads nor the
 * names of the objects that threads wait for.
 *
 * <p>Memory consistency effects: none.
 *
 * @since 0.1.0
 */
public final class FaultHandler {
    static {
        Threading.getExcepthook(); // initializes the root package, for access to its threads and its hook
    }

    private FaultHandler() {}

    /**
     * Returns a dump: for each thread, its stack, the object that it waits for, and the thread that holds this object.
     * The dump covers the threads that {@link Threading#enumerate()} lists, including virtual threads, and all other
     * platform threads of the JVM. The threads are described one after the other, each in a snapshot. The dump ends
     * with the deadlocks that {@link Threading#findDeadlocks()} returns.
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
     * @param file the stream to write to, which is then flushed; an exception of the stream is thrown to the caller
     * @throws NullPointerException if {@code file} is null
     */
    public static void dumpTraceback(PrintStream file) {
        ThreadDumps.write(Checks.notNull(file, "file"), () -> true);
    }

    /**
     * Writes {@link #traceback()} to {@link System#err} after a delay, unless the request is cancelled: Python's
     * {@code faulthandler.dump_traceback_later}, for programs that may hang. Replaces an earlier request.
     *
     * @param seconds the delay from now, in seconds, more than 0
     * @throws IllegalArgumentException if {@code seconds} is NaN, zero or negative
     * @throws IllegalStateException if the system can't start another thread; nothing will be written
     */
    public static void dumpTracebackLater(double seconds) {
        dumpTracebackLater(seconds, DumpOptions.defaults());
    }

    /**
     * Writes {@link #traceback()} after a delay, unless the request is cancelled. Replaces an earlier request. An
     * exception of the stream is reported to the excepthook.
     *
     * @param seconds the delay from now, in seconds, more than 0
     * @param options where and how often to write, and whether the program then ends
     * @throws IllegalArgumentException if {@code seconds} is NaN, zero or negative
     * @throws IllegalStateException as for {@link #dumpTracebackLater(double)}
     * @throws NullPointerException if {@code options} is null
     */
    public static void dumpTracebackLater(double seconds, DumpOptions options) {
        Watchdog.start(seconds, Checks.notNull(options, "options"));
    }

    /**
     * Cancels the request of {@code dumpTracebackLater}; has no effect if there is none. If a dump is being written,
     * waits until it has ended, but at most 10 seconds. Nothing more is written after this method returns, unless the
     * stream has blocked for all of that time.
     */
    public static void cancelDumpTracebackLater() {
        Watchdog.cancelCurrent();
    }
}
