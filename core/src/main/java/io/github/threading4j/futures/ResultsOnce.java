package io.github.threading4j.futures;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Results that return their iterator only once. */
final class ResultsOnce<T extends @Nullable Object> implements Results<T> {
    private final ResultsIterator<T> results;
    private final AtomicBoolean iterated = new AtomicBoolean();
    private volatile boolean closed;

    ResultsOnce(ResultsIterator<T> results) {
        this.results = results;
    }

    @Override
    public Iterator<T> iterator() {
        if (closed || !iterated.compareAndSet(false, true)) {
            throw new IllegalStateException("the results can't be iterated over: " + this + " (expected Results[new])");
        }
        return results;
    }

    @Override
    public void close() {
        closed = true;
        results.close();
    }

    @Override
    public String toString() {
        return "Results[" + (closed ? "closed" : iterated.get() ? "iterated" : "new") + "]";
    }
}
