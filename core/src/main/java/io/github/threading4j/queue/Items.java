package io.github.threading4j.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a queue, in the order in which they leave it. Not thread-safe: a queue holds its mutex.
 *
 * <p>A failing method changes nothing.
 *
 * @param <T> the type of the items
 */
interface Items<T extends @Nullable Object> {
    void add(T item);

    /** Takes the next item; there must be one. */
    T remove();

    /** The next item, which stays; there must be one. */
    T peek();

    int size();

    /** Takes out the one that is this very object, wherever it is; returns whether it was there. */
    boolean remove(Object item);

    /** Throws all items away. */
    void clear();

    /** A copy, in the order in which they would leave. */
    List<T> toList();

    /** The next size of an array that is full. */
    static int larger(int capacity) {
        if (capacity << 1 <= 0) {
            throw new OutOfMemoryError("the queue is too large: " + capacity + " items");
        }
        return capacity << 1;
    }
}
