package io.github.threading4j;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.JavaThreads;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Timeout;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes down what all threads do, now or later: what stands behind {@link Threading#dumpTraceback()}. */
final class ThreadDumps {
    private static final int EXIT_CODE = 1;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final AtomicReference<@Nullable Watchdog> WATCHDOG = new AtomicReference<>();

    private ThreadDumps() {}

    /** The calling thread, then those that the library knows, user threads too, then all other kernel threads. */
    static String all() {
        Set<Thread> threads = new LinkedHashSet<>();
        threads.add(Thread.currentThread());
        for (var named : ThreadTable.list()) {
            var thread = named.startedThread();
            if (thread != null) {
                threads.add(thread);
            }
        }
        threads.addAll(Thread.getAllStackTraces().keySet());
        var dump = new StringBuilder();
        threads.forEach(thread -> append(dump, thread));
        return dump.toString();
    }

    private static void append(StringBuilder dump, Thread thread) {
        dump.append(thread == Thread.currentThread() ? "Current thread \"" : "Thread \"");
        dump.append(ThreadTable.nameOf(thread)).append("\" (ident=").append(JavaThreads.id(thread));
        if (JavaThreads.isVirtual(thread)) {
            dump.append(", user");
        } else if (thread.isDaemon()) {
            dump.append(", daemon");
        }
        dump.append(", ").append(thread.getState());
        dump.append(thread.isInterrupted() ? ", interrupted)" : ")");
        var point = Blocker.of(thread);
        if (point != null) {
            appendWait(dump, point);
        }
        dump.append(", most recent call first:\n");
        for (var frame : thread.getStackTrace()) {
            dump.append("    at ").append(frame).append('\n');
        }
    }

    private static void appendWait(StringBuilder dump, Blocker point) {
        dump.append(
                switch (point.kind()) {
                    case ACQUIRE -> ", waits to acquire ";
                    case JOIN -> ", waits for the end of ";
                    case SIGNAL -> ", waits for ";
                });
        dump.append(point.awaited());
        var holder = point.holder();
        if (holder != null && point.kind() == Blocker.Kind.ACQUIRE) {
            dump.append(", held by \"").append(ThreadTable.nameOf(holder)).append('"');
        }
    }

    /** ThreadDumps when time is up, instead of what was to be dumped later until now. */
    static void later(double seconds, DumpOptions options) {
        if (Double.isNaN(seconds) || seconds <= 0) {
            throw new IllegalArgumentException(
                    "timeout must be greater than 0: " + seconds + " (expected seconds > 0)");
        }
        replace(new Watchdog(Timeout.orPoll(seconds), options));
    }

    /** Returns when nothing is dumped any more. */
    static void cancelLater() {
        replace(null);
    }

    private static void replace(@Nullable Watchdog next) {
        var last = WATCHDOG.getAndSet(next);
        if (last != null) {
            last.cancel();
        }
        if (next != null) {
            next.startOrForget();
        }
    }

    /** None of the library's threads: it is to watch them, not to be among them. */
    private static final class Watchdog extends Thread {
        private final long nanos;
        private final DumpOptions options;
        private final Latch cancelled = new Latch(Blocker.Kind.SIGNAL, this, null);
        private final Latch ended = new Latch(Blocker.Kind.JOIN, this, this);

        Watchdog(long nanos, DumpOptions options) {
            super(null, null, "threading4j-watchdog", 0, false);
            this.nanos = nanos;
            this.options = options;
            setDaemon(true);
            setContextClassLoader(null); // it outlives the call that starts it
        }

        @Override
        public void run() {
            try {
                while (!cancelled.await(nanos)) {
                    dump();
                    if (!options.repeats) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                // somebody wants it to end
            } finally {
                WATCHDOG.compareAndSet(this, null); // with the stream that it writes to
                ended.open();
            }
        }

        void startOrForget() {
            try {
                start();
            } catch (OutOfMemoryError e) { // what the JVM says when the system has no more threads
                WATCHDOG.compareAndSet(this, null);
                ended.open();
                throw new IllegalStateException(
                        "can't start new thread: " + getName() + " (" + e.getMessage() + ")", e);
            }
        }

        private void dump() {
            try {
                var out = options.stream();
                out.print("Timeout (" + nanos / NANOS_PER_SECOND + " s)!\n" + all());
                out.flush();
            } finally {
                if (options.exits) { // also if there was no memory left to say why
                    Runtime.getRuntime().halt(EXIT_CODE);
                }
            }
        }

        void cancel() {
            cancelled.open();
            if (Thread.currentThread() != this) {
                ended.awaitUninterruptibly();
            }
        }
    }
}
