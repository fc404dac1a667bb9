package io.github.threading4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * The items of a queue in a user's store. This class keeps the count itself.
 *
 * <p>Because of the count, only {@code add} and {@code remove} call user code, and a store that throws or misbehaves
 * leaves the count unchanged.
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
            throw new IllegalArgumentException("size of the store: " + size + " (expected 0 or more)");
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

    /** Called before the operation, since afterwards the item would already be added or taken. */
    private void checkSize() {
        var actual = store.size();
        if (actual != size) {
            throw new IllegalStateException("size of the store: " + actual + " (expected " + size
                    + " according to its add and remove): " + queue);
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
