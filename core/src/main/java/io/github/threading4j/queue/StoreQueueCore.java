package io.github.threading4j.queue;

import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose items are in a store of the user's, which may refuse an item, and fail.
 *
 * <p>Whether to wake a waiting thread is known only after the store has returned. Nothing may fail from then on, so a
 * signal for which there is no memory is tried until there is. A thread that can't use the wake-up that it may have had
 * passes it on.
 */
final class StoreQueueCore<T extends @Nullable Object> extends MutexQueueCore<T> {
    StoreQueueCore(Object queue, QueueStore<T> store, int maxsize, @Nullable String name) {
        super(queue, new StoreItems<>(queue, store), maxsize, name);
    }

    @Override
    void add(T item) {
        var added = false;
        try {
            added = items.add(item);
        } finally {
            if (added) {
                tasks.add();
                notEmpty.signalOne();
            } else {
                notFull.signalOne(); // the capacity, of which this thread may have been told, is there for another
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
            (taken ? notFull : notEmpty).signalOne(); // if it failed, the item is still there for another
        }
    }

    @Override
    BlockingQueue<T> asBlockingQueue() {
        throw new UnsupportedOperationException("asBlockingQueue of a queue with a store: " + owner);
    }
}
