package io.github.threading4j.queue;

import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue of our own: all of its state under one mutex, and who waits for it to change.
 *
 * <p>One mutex and an array do better here than two mutexes and a linked list: a put and a get touch the same few cache
 * lines anyway, and nothing is allocated for an item.
 */
final class MutexQueueCore<T extends @Nullable Object> extends QueueCore<T> {
    private final @Nullable String name;
    private final Mutex mutex;

    // Where threads wait, with the mutex: for an item, for room.
    private final QueuedSync.WaitSet notEmpty;
    private final QueuedSync.WaitSet notFull;

    // Guarded by the mutex.
    private final Items<T> items;
    private final TaskCount tasks;
    private int maxsize;
    private boolean shutDown;

    MutexQueueCore(Object queue, Items<T> items, int maxsize, @Nullable String name) {
        super(queue);
        this.name = name;
        this.items = items;
        this.maxsize = maxsize;
        this.mutex = new Mutex(queue);
        this.notEmpty = mutex.newWaitSet(queue);
        this.notFull = mutex.newWaitSet(queue);
        this.tasks = new TaskCount(queue, mutex);
    }

    @Override
    boolean offer(T item, long nanos) throws InterruptedException {
        checkInterrupt("putting into ");
        mutex.lock();
        try {
            checkOpen();
            if (maxsize > 0) {
                Timeout.refuse(nanos);
                if (!awaitRoom(nanos)) {
                    return false;
                }
            }
            add(item);
            return true;
        } finally {
            mutex.unlock();
        }
    }

    @Override
    boolean offerNow(T item) {
        mutex.lock();
        try {
            checkOpen();
            if (hasNoRoom()) {
                return false;
            }
            add(item);
            return true;
        } finally {
            mutex.unlock();
        }
    }

    private void add(T item) {
        notEmpty.signal(); // first, as in take()
        var added = false;
        try {
            items.add(item);
            added = true;
        } finally {
            if (!added) {
                notFull.signal(); // the room, of which this thread may have been told, is still there for another
            }
        }
        tasks.add();
    }

    private boolean awaitRoom(long nanos) throws InterruptedException {
        return !hasNoRoom() || awaitRoomSlow(nanos);
    }

    private boolean awaitRoomSlow(long nanos) throws InterruptedException {
        var deadline = System.nanoTime() + nanos;
        for (var left = nanos; left > 0; left = Timeout.left(deadline, nanos)) {
            notFull.awaitSignal(left);
            checkOpen();
            if (!hasNoRoom()) {
                return true;
            }
        }
        return false;
    }

    @Override
    T get(long nanos) throws InterruptedException {
        checkInterrupt("getting from ");
        mutex.lock();
        try {
            checkNotAtEnd();
            Timeout.refuse(nanos);
            if (!awaitItem(nanos)) {
                throw empty();
            }
            return take();
        } finally {
            mutex.unlock();
        }
    }

    @Override
    T getNow() {
        mutex.lock();
        try {
            checkNotAtEnd();
            if (items.size() == 0) {
                throw empty();
            }
            return take();
        } finally {
            mutex.unlock();
        }
    }

    /** As {@link BlockingQueueView} wants it: null if there is none in time, and a null item is refused and stays. */
    @Nullable T poll(long nanos) throws InterruptedException {
        checkInterrupt("getting from ");
        mutex.lock();
        try {
            return awaitItem(nanos) ? takeNonNull() : null;
        } catch (QueueShutDownException end) {
            if (nanos == Timeout.FOREVER) {
                throw end;
            }
            return null;
        } finally {
            mutex.unlock();
        }
    }

    /** As {@link #poll(long)} without waiting. */
    @Nullable T pollNow() {
        mutex.lock();
        try {
            return items.size() == 0 ? null : takeNonNull();
        } finally {
            mutex.unlock();
        }
    }

    private T take() {
        // First, so that nothing can fail once the item is taken; nobody looks before this thread lets go of the mutex.
        notFull.signal();
        var taken = false;
        try {
            var item = items.remove();
            taken = true;
            return item;
        } finally {
            if (!taken) {
                notEmpty.signal(); // the item, of which this thread may have been told, is still there for another
            }
        }
    }

    /** Takes out the item that is this very object, which counts as done; returns whether it was there. */
    boolean remove(Object item) {
        try (var hold = mutex.hold()) {
            notFull.signal(); // first, as in take(); a waiter that finds no capacity waits on
            var removed = items.remove(item);
            tasks.drop(removed ? 1 : 0);
            return removed;
        }
    }

    private T takeNonNull() {
        if (items.peek() == null) {
            notEmpty.signal(); // as in take()
            throw nullItem();
        }
        return take();
    }

    private NullPointerException nullItem() {
        return new NullPointerException("the next item is null, which a BlockingQueue cannot return: " + owner);
    }

    /** The next item, which stays; null if there is none; a null item is refused. */
    @Nullable T peek() {
        try (var hold = mutex.hold()) {
            if (items.size() == 0) {
                return null;
            }
            if (items.peek() == null) {
                throw nullItem();
            }
            return items.peek();
        }
    }

    private boolean awaitItem(long nanos) throws InterruptedException {
        return items.size() > 0 || awaitItemSlow(nanos);
    }

    private boolean awaitItemSlow(long nanos) throws InterruptedException {
        checkNotAtEnd();
        var deadline = System.nanoTime() + nanos;
        for (var left = nanos; left > 0; left = Timeout.left(deadline, nanos)) {
            notEmpty.awaitSignal(left);
            checkNotAtEnd();
            if (items.size() > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean hasNoRoom() {
        return maxsize > 0 && items.size() >= maxsize;
    }

    private void checkOpen() {
        if (shutDown) {
            throw new QueueShutDownException("queue was shut down: " + owner);
        }
    }

    private void checkNotAtEnd() {
        if (shutDown && items.size() == 0) {
            throw new QueueShutDownException("queue was shut down: " + owner);
        }
    }

    @Override
    void taskDone() {
        tasks.done();
    }

    @Override
    boolean join(long nanos) throws InterruptedException {
        return tasks.join(nanos);
    }

    @Override
    void shutdown(boolean immediate) {
        mutex.lock();
        try {
            shutDown = true;
            notEmpty.signalEach();
            notFull.signalEach();
            if (immediate) {
                removeAll();
            }
        } finally {
            mutex.unlock();
        }
    }

    @Override
    int clear() {
        try (var hold = mutex.hold()) {
            notFull.signalAll();
            return removeAll();
        }
    }

    private int removeAll() {
        var removed = items.size();
        items.clear();
        tasks.drop(removed);
        return removed;
    }

    @Override
    boolean isShutdown() {
        try (var hold = mutex.hold()) {
            return shutDown;
        }
    }

    @Override
    int size() {
        try (var hold = mutex.hold()) {
            return items.size();
        }
    }

    @Override
    boolean isFull() {
        try (var hold = mutex.hold()) {
            return hasNoRoom();
        }
    }

    @Override
    long getUnfinishedTasks() {
        try (var hold = mutex.hold()) {
            return tasks.unfinished();
        }
    }

    @Override
    int maxsize() {
        try (var hold = mutex.hold()) {
            return maxsize;
        }
    }

    @Override
    void setMaxsize(int newMaxsize) {
        try (var hold = mutex.hold()) {
            maxsize = newMaxsize;
            notFull.signalEach();
        }
    }

    @Override
    BlockingQueue<T> asBlockingQueue() {
        return new BlockingQueueView<>(this);
    }

    /** The items there are, in the order in which they would leave. */
    List<T> snapshot() {
        try (var hold = mutex.hold()) {
            return items.toList();
        }
    }

    /** Racy reads on purpose: errors are described with the mutex held, and a dump must not wait for it. */
    @Override
    public String toString() {
        return Labels.of(
                owner.getClass().getSimpleName(),
                name,
                sizeLabel() + ", unfinished=" + tasks.unfinished() + (shutDown ? ", shut down" : ""));
    }

    String sizeLabel() {
        return "size=" + items.size() + (maxsize > 0 ? "/" + maxsize : "");
    }
}
