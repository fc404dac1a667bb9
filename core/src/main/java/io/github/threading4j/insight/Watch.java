package io.github.threading4j.insight;

import io.github.threading4j.function.ThrowingConsumer;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.FlightRecording;
import io.github.threading4j.internal.Latch;
import io.github.threading4j.internal.Spectator;
import io.github.threading4j.internal.SystemThreads;
import io.github.threading4j.internal.ThreadingAccess;
import io.github.threading4j.internal.Timeout;

/**
 * A daemon thread that examines all threads at intervals and passes on what it finds, until it is closed. See
 * {@link Insight#watch(WatchOptions, ThrowingConsumer)}.
 *
 * <p>The watch continues whether or not the program keeps a reference to it.
 *
 * <p><b>Differences from Python.</b> There is no counterpart.
 *
 * @since 0.1.0
 */
public final class Watch implements AutoCloseable {
    private final WatchOptions options;
    private final ThrowingConsumer<? super Finding> handler;
    private final Search search;
    private final Latch closed = new Latch(Blocker.Kind.EVENT, new End(), null);

    /** The object that the thread waits for between two surveys. */
    private final class End implements Spectator {
        @Override
        public String toString() {
            return "the end of " + Watch.this;
        }
    }

    private Watch(WatchOptions options, ThrowingConsumer<? super Finding> handler) {
        this.options = options;
        this.handler = handler;
        this.search = new Search(options.longWait, () -> options.throwing && !closed.isOpen());
    }

    static Watch start(WatchOptions options, ThrowingConsumer<? super Finding> handler) {
        var watch = new Watch(options, handler);
        try {
            if (options.throwing) {
                Cancelling.endDeadlocks();
            }
            SystemThreads.unstarted("threading4j-watch", true, watch::run).start();
            return watch;
        } catch (OutOfMemoryError e) { // thrown by the JVM if the system can't start more threads
            watch.search.close();
            throw new IllegalStateException("can't start new thread: threading4j-watch (" + e.getMessage() + ")", e);
        } catch (Throwable e) {
            watch.search.close();
            throw e;
        }
    }

    /**
     * Ends the watch. A call of the handler that has begun or is just about to begin continues; there are no further
     * calls. May be called repeatedly, and by the handler. Returns immediately.
     */
    @Override
    public void close() {
        closed.open();
    }

    private void run() {
        try (search) {
            while (!isClosedWithin(options.interval)) {
                try {
                    search.next(this::tell);
                } catch (Throwable e) { // such as an OutOfMemoryError
                    ThreadingAccess.get().report(e);
                }
            }
        }
    }

    private void tell(Finding finding) {
        if (closed.isOpen()) {
            return;
        }
        if (FlightRecording.isStarted()) {
            FindingEvents.record(finding); // first, since the handler may end the program
        }
        try {
            handler.accept(finding);
        } catch (Throwable e) {
            ThreadingAccess.get().report(e);
        }
        if (options.once) {
            close();
        }
    }

    private boolean isClosedWithin(long nanos) {
        var deadline = System.nanoTime() + nanos;
        for (var left = nanos; ; left = Timeout.left(deadline, nanos)) {
            try {
                return closed.await(left);
            } catch (InterruptedException e) {
                // Only the handler could interrupt this thread, which must continue.
            }
        }
    }

    @Override
    public String toString() {
        return "Watch[" + (closed.isOpen() ? "closed" : "open") + ", " + options + "]";
    }
}
