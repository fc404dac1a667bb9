package io.github.threading4j.queue;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BlockingQueue} backed by a {@link Queue} or {@link SimpleQueue}; {@link BlockingQueueAdapter} is the
 * reverse.
 */
final class BlockingQueueView<T extends @Nullable Object> extends AbstractQueue<T> implements BlockingQueue<T> {
    final ArrayQueueCore<T> core;

    BlockingQueueView(ArrayQueueCore<T> core) {
        this.core = core;
    }

    @Override
    public boolean offer(T item) {
        Checks.notNull(item, "item");
        try {
            return core.offerNow(item);
        } catch (QueueShutDownException end) {
            if (!core.isOwn(end)) {
                throw end;
            }
            return false;
        }
    }

    @Override
    public boolean offer(T item, long timeout, TimeUnit unit) throws InterruptedException {
        Checks.notNull(item, "item");
        try {
            return core.offer(item, Timeout.of(timeout, unit));
        } catch (QueueShutDownException end) {
            if (!core.isOwn(end)) {
                throw end;
            }
            return false;
        }
    }

    @Override
    public void put(T item) throws InterruptedException {
        core.put(Checks.notNull(item, "item"), Timeout.FOREVER);
    }

    @Override
    public T take() throws InterruptedException {
        return Checks.notNull(core.poll(Timeout.FOREVER), "item"); // not null, since there is no timeout
    }

    @Override
    public @Nullable T poll(long timeout, TimeUnit unit) throws InterruptedException {
        return core.poll(Math.min(Timeout.of(timeout, unit), Timeout.FOREVER - 1));
    }

    @Override
    public @Nullable T poll() {
        return core.pollNow();
    }

    @Override
    public @Nullable T peek() {
        return core.peek();
    }

    /** Marks the discarded items as done, since {@code taskDone} will not be called for them. */
    @Override
    public void clear() {
        core.clear();
    }

    @Override
    public int size() {
        return core.size();
    }

    @Override
    public int remainingCapacity() {
        var maxsize = core.maxsize();
        return maxsize <= 0 ? Integer.MAX_VALUE : Math.max(0, maxsize - core.size());
    }

    /**
     * Removes an item that is equal to an object, and marks it as done, since {@code taskDone} will not be called for
     * it. {@code equals} is user code, and is called without holding the queue's mutex.
     */
    @Override
    public boolean remove(@Nullable Object object) {
        for (var item : core.snapshot()) {
            if (object != null && item != null && object.equals(item) && core.remove(item, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Iterates over a snapshot; {@code remove} removes an item if it is still in the queue, and marks it as done. */
    @Override
    public Iterator<T> iterator() {
        return new SnapshotIterator<>(core);
    }

    private static final class SnapshotIterator<T extends @Nullable Object> implements Iterator<T> {
        private final ArrayQueueCore<T> core;
        private final List<T> items;
        private final boolean[] removed;
        private int next;
        private boolean canRemove;

        SnapshotIterator(ArrayQueueCore<T> core) {
            this.core = core;
            this.items = core.snapshot();
            this.removed = new boolean[items.size()];
        }

        @Override
        public boolean hasNext() {
            return next < items.size();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more items");
            }
            canRemove = true;
            return items.get(next++);
        }

        @Override
        public void remove() {
            if (!canRemove) {
                throw new IllegalStateException("no item to remove (expected a call of next() before each remove())");
            }
            var last = next - 1;
            core.remove(items.get(last), keptBefore(last));
            removed[last] = true;
            canRemove = false;
        }

        /**
         * Returns the number of earlier occurrences of an item that were not removed, and so precede it in the queue.
         */
        private int keptBefore(int place) {
            var kept = 0;
            for (var i = 0; i < place; i++) {
                if (items.get(i) == items.get(place) && !removed[i]) {
                    kept++;
                }
            }
            return kept;
        }
    }

    /** Traverses a snapshot, since the inherited spliterator reads the items and their number at different times. */
    @Override
    public Spliterator<T> spliterator() {
        return core.snapshot().spliterator();
    }

    @Override
    public int drainTo(Collection<? super T> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super T> target, int maxElements) {
        Checks.notNull(target, "target");
        if (target instanceof BlockingQueueView<?> other && other.core == core) {
            throw new IllegalArgumentException("a queue cannot be drained to itself: " + this);
        }
        var drained = 0;
        for (T item = next(drained, maxElements); item != null; item = next(drained, maxElements)) {
            target.add(item);
            drained++;
        }
        return drained;
    }

    private @Nullable T next(int drained, int maxElements) {
        return drained < maxElements ? core.pollNow() : null;
    }

    @Override
    public String toString() {
        return core.owner.toString();
    }
}
