package io.github.threading4j.stress.scenarios;

import java.util.Iterator;
import java.util.function.IntSupplier;

/** An iterator that is not thread-safe, and that requires a call of {@code hasNext} before each {@code next}. */
public final class UnsynchronizedIterator implements Iterator<Integer> {
    private final IntSupplier source;
    private int left;

    /**
     * Creates an iterator.
     *
     * @param source supplies each item
     * @param left the number of items
     */
    public UnsynchronizedIterator(IntSupplier source, int left) {
        this.source = source;
        this.left = left;
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Integer next() {
        left--;
        return source.getAsInt();
    }
}
