package io.github.threading4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * What holds the items of a queue, and how many they are. Not thread-safe: a queue holds its mutex.
 *
 * <p>A failing method changes nothing, but {@link #clear()}.
 *
 * @param <T> the type of the items
 */
interface CountedItems<T extends @Nullable Object> {
    /** Adds an item; returns whether there is one more now, which only the store of a user can deny. */
    boolean add(T item);

    /** Takes the next item; there must be one. */
    T remove();

    int size();

    /** Throws all items away; those that were thrown away before it fails are gone. */
    void clear();
}
