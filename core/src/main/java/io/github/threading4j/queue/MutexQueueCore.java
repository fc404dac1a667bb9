package io.github.threading4j.queue;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.internal.Cancelling;
import io.github.threading4j.internal.Enders;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Mutex;
import io.github.threading4j.internal.QueuedSync;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import io.github.threading4j.internal.Watchers;
import org.jspecify.annotations.Nullable;

/**
 * A queue implemented by this library: its state, guarded by one mutex, and the threads that wait for the state to
 * change.
 *
 * <p>One mutex and an array are faster here than two mutexes and a linked list: a put and a get touch the same few
 * cache lines anyway, and nothing is allocated per item. The subclasses implement adding and taking an item, since they
 * differ in which operations may fail: {@link ArrayQueueCore} for an internal array, {@link StoreQueueCore} for a
 * user's store.
 */
abstract class MutexQueueCore<T extends @Nullable Object> extends QueueCore<T> {
    private final @Nullable String name;
    final Mutex mutex;

    // The threads that wait for an item, and those that wait for capacity.
    final QueuedSync.WaitSet notEmpty;
    final QueuedSync.WaitSet notFull;

    // Guarded by the mutex.
    final CountedItems<T> items;
    final TaskCount tasks;
    private int maxsize;
    private boolean shutDown;

    // Guarded by the mutex: the selects that wait for an item, and those that wait for capacity; null until there is
    // one.
    private @Nullable Watchers itemWatchers;
    private @Nullable Watchers roomWatchers;

    MutexQueueCore(Object queue, CountedItems<T> items, int maxsize, @Nullable String name) {
        super(queue);
        this.name = name;
        this.items = items;
        this.maxsize = maxsize;
        this.mutex = new Mutex(queue);
        this.notEmpty = mutex.newWaitSet(Blocker.Kind.ITEM, queue);
        this.notFull = mutex.newWaitSet(Blocker.Kind.CAPACITY, queue);
        this.tasks = new TaskCount(queue, mutex, items.size());
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
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
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
        } catch (InterruptedException e) {
            throw Cancelling.atEdge(e);
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

    /** Adds an item, increments the number of unfinished tasks, and signals a waiter. There must be capacity. */
    abstract void add(T item);

    /** Takes the next item, and signals the freed capacity. There must be an item. */
    abstract T take();

    final boolean awaitItem(long nanos) throws InterruptedException {
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

    /** Wakes one thread, and one select, for an item. The caller holds the mutex. */
    final void signalItem() {
        notEmpty.signal();
        tell(itemWatchers, 1);
    }

    /** Wakes one thread, and one select, for a unit of capacity. The caller holds the mutex. */
    final void signalRoom() {
        notFull.signal();
        tell(roomWatchers, 1);
    }

    private void signalAllRoom() {
        notFull.signalAll();
        tell(roomWatchers, Long.MAX_VALUE);
    }

    private static void tell(@Nullable Watchers watchers, long most) {
        if (watchers != null) {
            watchers.signal(most);
        }
    }

    @Override
    final WatchedSource<T> itemSource() {
        return new WatchedSource<>(
                Blocker.Kind.ITEM, owner, this::takeNow, this::itemWatchers, waiter -> Enders.Open.ANY_THREAD);
    }

    private boolean takeNow(WatchedSource<T> into) {
        mutex.lock();
        try {
            checkNotAtEnd();
            if (items.size() == 0) {
                return false;
            }
            into.take(take());
            return true;
        } finally {
            mutex.unlock();
        }
    }

    private Watchers itemWatchers() {
        try (var hold = mutex.hold()) {
            if (itemWatchers == null) {
                itemWatchers = new Watchers(mutex);
            }
            return itemWatchers;
        }
    }

    @Override
    final WatchedSource<@Nullable Void> roomSource(T item) {
        return new WatchedSource<>(
                Blocker.Kind.CAPACITY,
                owner,
                into -> offerNow(item),
                this::roomWatchers,
                waiter -> Enders.Open.ANY_THREAD);
    }

    private Watchers roomWatchers() {
        try (var hold = mutex.hold()) {
            if (roomWatchers == null) {
                roomWatchers = new Watchers(mutex);
            }
            return roomWatchers;
        }
    }

    private boolean hasNoRoom() {
        return maxsize > 0 && items.size() >= maxsize;
    }

    private void checkOpen() {
        if (shutDown) {
            throw new QueueShutDownException(this, "queue was shut down: " + owner);
        }
    }

    private void checkNotAtEnd() {
        if (shutDown && items.size() == 0) {
            throw new QueueShutDownException(this, "queue was shut down: " + owner);
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
            notEmpty.signalAll();
            tell(itemWatchers, Long.MAX_VALUE);
            signalAllRoom();
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
            signalAllRoom();
            return removeAll();
        }
    }

    /** Removes all items, and marks the removed items as done even if a store fails before all are removed. */
    private int removeAll() {
        var before = items.size();
        try {
            items.clear();
        } finally {
            tasks.drop(before - items.size());
        }
        return before;
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
            signalAllRoom();
        }
    }

    /**
     * Reads without the mutex on purpose: error messages are created while it is held, and a dump must not wait for it.
     */
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
