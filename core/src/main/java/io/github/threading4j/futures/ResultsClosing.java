package io.github.threading4j.futures;

import io.github.threading4j.internal.JavaThreads;
import java.util.concurrent.CancellationException;

/** Whether results were closed, and by which thread: a close by another thread must not look like their end. */
final class ResultsClosing {
    /** The id of the first thread that closed them, or 0: a thread object would be kept from being collected. */
    private volatile long closer;

    void close() {
        if (closer == 0) {
            closer = JavaThreads.id(Thread.currentThread());
        }
    }

    boolean isClosed() {
        return closer != 0;
    }

    /**
     * Returns whether the calling thread has closed the results, so that there are no more.
     *
     * @throws CancellationException if another thread has
     */
    boolean endsLoop() {
        var by = closer;
        if (by != 0 && by != JavaThreads.id(Thread.currentThread())) {
            throw byAnother();
        }
        return by != 0;
    }

    static CancellationException byAnother() {
        return new CancellationException("the results were closed by another thread");
    }
}
