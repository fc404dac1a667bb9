package io.github.threading4j.queue;

import io.github.threading4j.WaitInterruptedException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Takes items until the queue is shut down and empty; an item is marked done when the next one is requested. */
final class UntilShutdown<T extends @Nullable Object> implements Iterator<T> {
    private final Queue<T> queue;

    /** The task that the next call of next() returns, if it was already taken from the queue. */
    private @Nullable QueueTask<T> fetched;

    /** The task that the last call of next() has returned. */
    private @Nullable QueueTask<T> current;

    UntilShutdown(Queue<T> queue) {
        this.queue = queue;
    }

    @Override
    public boolean hasNext() {
        if (fetched != null) {
            return true;
        }
        if (current != null) {
            current.close();
            current = null;
        }
        try {
            fetched = queue.getTask();
            return true;
        } catch (QueueShutDownException end) {
            if (!queue.core.isOwn(end)) {
                throw end;
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException("interrupted while waiting for an item of " + queue, e);
        }
    }

    @Override
    public T next() {
        if (!hasNext() || fetched == null) {
            throw new NoSuchElementException("the queue was shut down and is empty: " + queue);
        }
        var next = fetched;
        fetched = null;
        current = next;
        return next.item();
    }
}
