package io.github.threading4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * The items of a queue in a store of the user's, counted here.
 *
 * <p>So nothing but {@code add} and {@code remove} calls foreign code, and what a store throws or gets wrong leaves the
 * count as it was.
 */
final class StoreItems<T extends @Nullable Object> implements CountedItems<T> {
    private final Object queue;
    private final QueueStore<T> store;
    private int size;

    StoreItems(Object queue, QueueStore<T> store) {
        this.queue = queue;
        this.store = store;
        this.size = store.size();
        if (size < 0) {
            throw new IllegalArgumentException("size of store: " + size + " (expected 0 or more)");
        }
    }

    @Override
    public boolean add(T item) {
        checkSize();
        if (size == Integer.MAX_VALUE) {
            throw new OutOfMemoryError("the queue is too large: " + size + " items");
        }
        if (!store.add(item)) {
            return false;
        }
        size++;
        return true;
    }

    @Override
    public T remove() {
        checkSize();
        var item = store.remove();
        size--;
        return item;
    }

    /** Before, since afterwards the item would be added or taken already. */
    private void checkSize() {
        var actual = store.size();
        if (actual != size) {
            throw new IllegalStateException("size of store: " + actual + " (expected " + size
                    + ", by what its add and remove returned): " + queue);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void clear() {
        while (size > 0) {
            remove();
        }
    }
}
