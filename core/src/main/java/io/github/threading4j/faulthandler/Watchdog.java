package io.github.threading4j.faulthandler;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Spectator;
import io.github.threading4j.internal.SystemThreads;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The implementation of {@link FaultHandler#dumpTracebackLater(double)}: unless cancelled, writes a dump after the
 * timeout, either once, repeatedly, or before it ends the program.
 *
 * <p>The stream is foreign code. If the stream throws an exception, the exception is reported, and the next dump is
 * written nevertheless. If the stream blocks, {@link #cancelCurrent()} still returns within a limited time, and a
 * watchdog that must end the program still ends it, because a separate thread writes the dump. The threads of this
 * class are not {@link io.github.threading4j.NamedThread}s, since a watchdog watches the NamedThreads.
 */
final class Watchdog {
    private static final int EXIT_CODE = 1;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final AtomicReference<@Nullable Watchdog> CURRENT = new AtomicReference<>();

    private final long nanos;
    private final DumpOptions options;
    private final Thread timer = SystemThreads.unstarted("threading4j-watchdog", true, this::watch);

    /**
     * Writes the dump if this watchdog ends the program; created early, since little memory may be left at the timeout.
     */
    private final Thread writer = SystemThreads.unstarted("threading4j-watchdog-dump", true, this::dump);

    /**
     * Whether {@link #cancel} has stopped waiting for the dump that is being written. Once this is true, the dump ends
     * after the thread that it is describing.
     */
    private volatile boolean abandoned;

    private final Latch cancelled = new Latch(Blocker.Kind.EVENT, new Cancellation(), null);
    private final Latch ended = new Latch(Blocker.Kind.JOIN, this, timer);

    /** The object that the timer waits for, as shown in dumps. */
    private static final class Cancellation implements Spectator {
        @Override
        public String toString() {
            return "cancelDumpTracebackLater()";
        }
    }

    private Watchdog(long nanos, DumpOptions options) {
        this.nanos = nanos;
        this.options = options;
    }

    /** Starts a watchdog, which replaces the current one. */
    static void start(double seconds, DumpOptions options) {
        if (Double.isNaN(seconds) || seconds <= 0) {
            throw new IllegalArgumentException(
                    "timeout must be greater than 0: " + seconds + " (expected seconds > 0)");
        }
        var next = new Watchdog(Timeout.orPoll(seconds), options);
        try {
            replaceCurrent(next);
            next.timer.start();
        } catch (OutOfMemoryError e) { // thrown by the JVM if the system can't start more threads
            next.end();
            throw new IllegalStateException(
                    "can't start new thread: " + next.timer.getName() + " (" + e.getMessage() + ")", e);
        } catch (Throwable e) {
            next.end(); // another thread may already have replaced this watchdog and wait until it ends
            throw e;
        }
    }

    /** Cancels the current watchdog, and returns once it no longer writes. */
    static void cancelCurrent() {
        replaceCurrent(null);
    }

    private static void replaceCurrent(@Nullable Watchdog next) {
        var last = CURRENT.getAndSet(next);
        if (last != null) {
            last.cancel();
        }
    }

    private void watch() {
        try {
            while (!isCancelledInTime()) {
                if (options.exits) {
                    dumpAndExit();
                } else {
                    dump();
                }
                if (!options.repeats) {
                    return;
                }
            }
        } finally {
            end();
        }
    }

    private void end() {
        CURRENT.compareAndSet(this, null); // so that this object and its stream can be collected
        ended.open();
    }

    private boolean isCancelledInTime() {
        var deadline = System.nanoTime() + nanos;
        for (var left = nanos; ; left = Timeout.left(deadline, nanos)) {
            try {
                return cancelled.await(left);
            } catch (InterruptedException e) {
                // Only code of the stream can interrupt this thread, and the thread must continue nevertheless.
            }
        }
    }

    private void dump() {
        try {
            var out = options.stream();
            out.print("Timeout (" + nanos / NANOS_PER_SECOND + " s)!\n");
            ThreadDumps.write(out, () -> options.exits || !abandoned);
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
        }
    }

    private void dumpAndExit() {
        try {
            writer.start();
            TimeUnit.NANOSECONDS.timedJoin(writer, Timeout.orPoll(options.patience));
        } catch (Throwable e) {
            // The writer can't be started, or this thread was interrupted: the program ends now, with or without a
            // dump.
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private void cancel() {
        cancelled.open();
        var caller = Thread.currentThread();
        abandoned = caller == timer || caller == writer || !awaitEnd();
    }

    /**
     * Waits until the dump that is being written has ended, and returns whether it has. Since the stream may block, the
     * wait has a limit, unless this watchdog ends the program.
     */
    private boolean awaitEnd() {
        var patience = options.exits ? Timeout.FOREVER : Timeout.orPoll(options.patience);
        var deadline = System.nanoTime() + patience;
        var interrupted = false;
        try {
            for (var left = patience; ; left = Timeout.left(deadline, patience)) {
                try {
                    return ended.awaitInAnyScope(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
