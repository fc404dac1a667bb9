package io.github.threading4j.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of which the queue knows each, in the order in which they leave it.
 *
 * @param <T> the type of the items
 */
interface Items<T extends @Nullable Object> extends CountedItems<T> {
    /** The next item, which stays; there must be one. */
    T peek();

    /** Takes out the one that is this very object, wherever it is; returns whether it was there. */
    boolean remove(Object item);

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
