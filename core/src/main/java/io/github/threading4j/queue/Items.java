package io.github.threading4j.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items that can be listed and removed individually, in the order in which they leave the queue.
 *
 * @param <T> the type of the items
 */
interface Items<T extends @Nullable Object> extends CountedItems<T> {
    /** Returns the next item without removing it; there must be one. */
    T peek();

    /**
     * Removes one occurrence of an object, compared by identity.
     *
     * @param item the object, or null
     * @param skipped the number of occurrences to skip, in the order in which they leave; if none remains after them,
     *     because some have left, the last occurrence is removed
     * @return whether an occurrence was removed
     */
    boolean remove(@Nullable Object item, int skipped);

    /** Returns a copy, in the order in which the items would leave. */
    List<T> toList();

    /** Returns the next larger capacity for a full array. */
    static int larger(int capacity) {
        if (capacity << 1 <= 0) {
            throw new OutOfMemoryError("the queue is too large: " + capacity + " items");
        }
        return capacity << 1;
    }
}
