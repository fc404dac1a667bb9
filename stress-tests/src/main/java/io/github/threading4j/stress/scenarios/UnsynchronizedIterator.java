package io.github.threading4j.stress.scenarios;

import java.util.Iterator;
import java.util.function.IntSupplier;

/** An iterator for one thread at a time, who asks {@code hasNext} first. */
public final class UnsynchronizedIterator implements Iterator<Integer> {
    private final IntSupplier source;
    private int left;

    /**
     * An iterator.
     *
     * @param source what each item is asked of
     * @param left how many items there are
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
