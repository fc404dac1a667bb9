package io.github.threading4j.queue;

import io.github.threading4j.internal.CancelPoint;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A {@link BlockingQueue} with a count of unfinished tasks. */
final class BlockingQueueAdapter<T> extends QueueCore<T> {
    private final BlockingQueue<T> queue;
    private final Mutex mutex = new Mutex(owner);
    private final TaskCount tasks = new TaskCount(owner, mutex, 0);

    /** The number of items that were taken through this queue and are not done; guarded by the mutex. */
    private long atWork;

    private BlockingQueueAdapter(Object owner, BlockingQueue<T> queue) {
        super(owner);
        this.queue = queue;
    }

    /**
     * Returns a new object as a {@code QueueCore}, so that the JVM can verify {@link Queue} without loading this class.
     */
    static <T> QueueCore<T> create(Object owner, BlockingQueue<T> queue) {
        return new BlockingQueueAdapter<>(owner, queue);
    }

    @Override
    boolean offer(T item, long nanos) throws InterruptedException {
        if (isBounded()) {
            Timeout.refuse(nanos);
        }
        // Counted before another thread can take the item and mark it done.
        addTask();
        var added = false;
        try {
            added = Cancelling.isUsed()
                    ? CancelPoint.awaitForeign(left -> offerForeign(item, left), nanos)
                    : offerForeign(item, nanos);
            return added;
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        } finally {
            if (!added) {
                dropTasks(1);
            }
        }
    }

    private boolean offerForeign(T item, long nanos) throws InterruptedException {
        if (nanos < 0 || nanos == Timeout.FOREVER) {
            queue.put(item);
            return true;
        }
        return queue.offer(item, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    boolean offerNow(T item) {
        addTask();
        var added = false;
        try {
            added = queue.offer(item);
            return added;
        } finally {
            if (!added) {
                dropTasks(1);
            }
        }
    }

    private void addTask() {
        mutex.lock();
        tasks.add();
        mutex.unlock();
    }

    private void dropTasks(int dropped) {
        mutex.lock();
        try {
            tasks.drop(dropped);
        } finally {
            mutex.unlock();
        }
    }

    @Override
    T get(long nanos) throws InterruptedException {
        Timeout.refuse(nanos);
        return taken(Cancelling.isUsed() ? pollUnlessCancelled(nanos) : poll(nanos));
    }

    private @Nullable T pollUnlessCancelled(long nanos) throws InterruptedException {
        var item = new AtomicReference<@Nullable T>();
        try {
            CancelPoint.awaitForeign(
                    left -> {
                        item.setPlain(poll(left));
                        return item.getPlain() != null;
                    },
                    nanos);
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
        }
        return item.getPlain();
    }

    private @Nullable T poll(long nanos) throws InterruptedException {
        return nanos == Timeout.FOREVER ? queue.take() : queue.poll(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    T getNow() {
        return taken(queue.poll());
    }

    private T taken(@Nullable T item) {
        if (item == null) {
            throw empty();
        }
        mutex.lock();
        atWork++;
        mutex.unlock();
        return item;
    }

    @Override
    int size() {
        return queue.size();
    }

    @Override
    boolean isFull() {
        return queue.remainingCapacity() == 0;
    }

    @Override
    WatchedSource<T> itemSource() {
        throw notSelectable();
    }

    @Override
    WatchedSource<@Nullable Void> roomSource(T item) {
        throw notSelectable();
    }

    private UnsupportedOperationException notSelectable() {
        return new UnsupportedOperationException("cannot select a queue over a BlockingQueue, which wakes no select: "
                + Labels.describe(owner) + " (expected a queue of this library)");
    }

    /** Some unbounded queues report {@link Integer#MAX_VALUE} minus their size as the remaining capacity. */
    private boolean isBounded() {
        return queue.remainingCapacity() <= Integer.MAX_VALUE / 2;
    }

    @Override
    int maxsize() {
        return isBounded() ? queue.remainingCapacity() + queue.size() : 0;
    }

    @Override
    void setMaxsize(int newMaxsize) {
        throw new UnsupportedOperationException(
                "cannot set the maxsize of a queue over a BlockingQueue: " + newMaxsize);
    }

    @Override
    void taskDone() {
        tasks.done();
        mutex.lock();
        atWork = Math.max(0, atWork - 1);
        mutex.unlock();
    }

    @Override
    long getUnfinishedTasks() {
        mutex.lock();
        try {
            return tasks.unfinished();
        } finally {
            mutex.unlock();
        }
    }

    @Override
    boolean join(long nanos) throws InterruptedException {
        return tasks.join(nanos);
    }

    @Override
    void shutdown(boolean immediate) {
        throw new UnsupportedOperationException(
                "cannot shut down a queue over a BlockingQueue, which can't wake its waiting threads");
    }

    @Override
    boolean isShutdown() {
        return false;
    }

    /**
     * Called for an exception that the backing queue has thrown. If that queue is not a {@link BlockingQueueView}, it
     * may wrap a view, so any {@code QueueShutDownException} counts as its own.
     */
    @Override
    boolean isOwn(QueueShutDownException end) {
        return !(queue instanceof BlockingQueueView<?> view) || view.core.isOwn(end);
    }

    /**
     * Marks the removed items as done, but at most as many as were counted and not yet taken: some of the removed items
     * may have been put into the backing queue directly and never counted.
     */
    @Override
    int clear() {
        var removed = new Discarded();
        try {
            queue.drainTo(removed);
        } finally {
            mutex.lock();
            tasks.drop((int) Math.max(0, Math.min(removed.size(), tasks.unfinished() - atWork)));
            mutex.unlock();
        }
        return removed.size();
    }

    /** Counts the added items and keeps none, so that nothing can fail between two items. */
    private static final class Discarded extends AbstractCollection<Object> {
        private int count;

        @Override
        public boolean add(@Nullable Object item) {
            count++;
            return true;
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public Iterator<Object> iterator() {
            return Collections.emptyIterator();
        }
    }

    @Override
    BlockingQueue<T> asBlockingQueue() {
        return queue;
    }

    /** Omits the size: a dump must not wait for a foreign queue. */
    @Override
    public String toString() {
        return "Queue[of=" + queue.getClass().getSimpleName() + ", unfinished=" + tasks.unfinished() + "]";
    }
}
