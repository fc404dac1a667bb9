package io.github.threading4j.futures;

import io.github.threading4j.internal.Timeout;

/**
 * The limit of the waits for the results of a map: a wait ends when the timeout of the map elapses, or when the results
 * are closed.
 */
final class MapLimit {
    final ResultsClosing closing = new ResultsClosing();
    private final long nanos;
    private final long deadline;

    MapLimit(long nanos) {
        this.nanos = nanos;
        this.deadline = System.nanoTime() + nanos;
    }

    boolean isForever() {
        return nanos == Timeout.FOREVER;
    }

    /** Returns the time left for a wait; zero or negative if the timeout has elapsed or the results are closed. */
    long left() {
        return closing.isClosed() ? 0 : Timeout.left(deadline, nanos);
    }
}
