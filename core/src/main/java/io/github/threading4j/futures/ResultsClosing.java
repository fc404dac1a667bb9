package io.github.threading4j.futures;

import io.github.threading4j.internal.JavaThreads;
import java.util.concurrent.CancellationException;

/**
 * A record of whether results were closed, and by which thread: results closed by another thread must not look
 * complete.
 */
final class ResultsClosing {
    private static final long OPEN = 0;

    /** A bit that makes the value differ from OPEN, whatever id a subclass of Thread returns. */
    private static final long CLOSED = Long.MIN_VALUE;

    /** OPEN, or the id of the first thread that closed the results; a reference would retain the thread. */
    private volatile long closer = OPEN;

    private static long caller() {
        return CLOSED | JavaThreads.id(Thread.currentThread());
    }

    void close() {
        if (closer == OPEN) {
            closer = caller();
        }
    }

    boolean isClosed() {
        return closer != OPEN;
    }

    /**
     * Returns whether the calling thread has closed the results. In that case, there are no more.
     *
     * @throws CancellationException if another thread has closed them
     */
    boolean endsLoop() {
        var by = closer;
        if (by != OPEN && by != caller()) {
            throw byAnother();
        }
        return by != OPEN;
    }

    static CancellationException byAnother() {
        return new CancellationException("the results were closed by another thread");
    }
}
