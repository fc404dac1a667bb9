package io.github.threading4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * The items of a queue and their number. Not thread-safe: the queue calls every method with its mutex held.
 *
 * <p>A method that throws an exception has changed nothing, except for {@link #clear()}.
 *
 * @param <T> the type of the items
 */
interface CountedItems<T extends @Nullable Object> {
    /** Adds an item; returns whether the number of items grew, which is false only for some user stores. */
    boolean add(T item);

    /** Removes and returns the next item; there must be one. */
    T remove();

    int size();

    /** Removes all items; if this throws, the items removed so far stay removed. */
    void clear();
}
