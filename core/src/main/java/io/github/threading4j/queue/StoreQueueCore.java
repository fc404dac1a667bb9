package io.github.threading4j.queue;

import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue backed by a user's store, which may drop an item, and may fail.
 *
 * <p>Whether a waiting thread must be woken is known only after the store has returned. From then on, nothing is
 * allocated. A thread that may have consumed a signal and can't use it passes the signal on.
 */
final class StoreQueueCore<T extends @Nullable Object> extends MutexQueueCore<T> {
    private StoreQueueCore(Object queue, QueueStore<T> store, int maxsize, @Nullable String name) {
        super(queue, new StoreItems<>(queue, store), maxsize, name);
    }

    /**
     * Returns a new object as a {@code QueueCore}, so that the JVM can verify {@link Queue} without loading this class.
     */
    static <T extends @Nullable Object> QueueCore<T> create(
            Object queue, QueueStore<T> store, int maxsize, @Nullable String name) {
        return new StoreQueueCore<>(queue, store, maxsize, name);
    }

    @Override
    void add(T item) {
        var added = false;
        try {
            added = items.add(item);
        } finally {
            if (added) {
                tasks.add();
                signalItem();
            } else {
                // Passes on a signal that this thread may have consumed, since the capacity is still free.
                signalRoom();
            }
        }
    }

    @Override
    T take() {
        var taken = false;
        try {
            var item = items.remove();
            taken = true;
            return item;
        } finally {
            if (taken) {
                signalRoom();
            } else { // the store failed, so another thread can take the item
                signalItem();
            }
        }
    }

    @Override
    BlockingQueue<T> asBlockingQueue() {
        throw new UnsupportedOperationException("a queue with a store has no BlockingQueue view: " + owner);
    }
}
