package io.github.threading4j.queue;

import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Timeout;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** A queue backed by an internal array. It can also list and remove items for a {@link BlockingQueueView}. */
final class ArrayQueueCore<T extends @Nullable Object> extends MutexQueueCore<T> {
    /** The same object as {@link #items}, but of the more specific type; guarded by the mutex. */
    private final Items<T> listed;

    ArrayQueueCore(Object queue, Items<T> items, int maxsize, @Nullable String name) {
        super(queue, items, maxsize, name);
        this.listed = items;
    }

    @Override
    void add(T item) {
        signalItem(); // first, so that nothing can fail once the item is added
        var added = false;
        try {
            items.add(item);
            added = true;
        } finally {
            if (!added) {
                // Passes on a signal that this thread may have consumed, since the capacity is still free.
                signalRoom();
            }
        }
        tasks.add();
    }

    @Override
    T take() {
        // First, so that nothing can fail once the item is taken; the signalled thread waits for the mutex anyway.
        signalRoom();
        var taken = false;
        try {
            var item = items.remove();
            taken = true;
            return item;
        } finally {
            if (!taken) {
                // Passes on a signal that this thread may have consumed, since the item is still there.
                signalItem();
            }
        }
    }

    @Override
    BlockingQueue<T> asBlockingQueue() {
        return new BlockingQueueView<>(this);
    }

    /**
     * Takes the next item for a {@link BlockingQueueView}; returns null if the timeout elapses. Throws an exception if
     * the item is null, and leaves it in the queue.
     */
    @Nullable T poll(long nanos) throws InterruptedException {
        checkInterrupt("getting from ");
        mutex.lock();
        try {
            return awaitItem(nanos) ? takeNonNull() : null;
        } catch (QueueShutDownException end) {
            if (nanos == Timeout.FOREVER || !isOwn(end)) {
                throw end;
            }
            return null;
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            mutex.unlock();
        }
    }

    /** Like {@link #poll(long)}, without waiting. */
    @Nullable T pollNow() {
        mutex.lock();
        try {
            return items.size() == 0 ? null : takeNonNull();
        } finally {
            mutex.unlock();
        }
    }

    private T takeNonNull() {
        if (listed.peek() == null) {
            signalItem(); // passes on a signal, as in take()
            throw nullItem();
        }
        return take();
    }

    private NullPointerException nullItem() {
        return new NullPointerException("the next item is null, which a BlockingQueue cannot return: " + owner);
    }

    /** Returns the next item without removing it, or null if there is none; throws an exception if the item is null. */
    @Nullable T peek() {
        try (var hold = mutex.hold()) {
            if (items.size() == 0) {
                return null;
            }
            if (listed.peek() == null) {
                throw nullItem();
            }
            return listed.peek();
        }
    }

    /** Removes an item as {@link Items#remove} does, and marks it as done; returns whether it was in the queue. */
    boolean remove(T item, int skipped) {
        try (var hold = mutex.hold()) {
            signalRoom(); // first, as in take(); a waiter that finds no capacity continues to wait
            var removed = listed.remove(item, skipped);
            tasks.drop(removed ? 1 : 0);
            return removed;
        }
    }

    /** Returns a copy of the items, in the order in which they would leave. */
    List<T> snapshot() {
        try (var hold = mutex.hold()) {
            return listed.toList();
        }
    }
}
