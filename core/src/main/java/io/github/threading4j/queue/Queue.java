package io.github.threading4j.queue;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out queue for passing items between threads: Python's {@code queue.Queue}.
 *
 * <p>{@code put} adds an item, waiting while a bounded queue is full; {@code get} takes the next item, waiting while
 * the queue is empty. Each item that is put counts as an unfinished task until {@code taskDone} is called for it, and
 * {@code join} waits until there are no unfinished tasks. {@code shutdown} closes the queue: further puts are rejected,
 * and gets succeed only until the queue is empty. Any thread may call any method; {@code null} is a valid item.
 *
 * <p>{@code put}, {@code get} and {@code join} throw {@link InterruptedException} if interrupted, without any effect on
 * the queue; {@code putNowait} and {@code getNowait} never wait.
 *
 * <pre>{@code
 * var jobs = new Queue<String>(100);
 * var worker = new NamedThread(() -> {
 *     for (var job : jobs.untilShutdown()) {     // a job counts as done when the loop requests the next
 *         System.out.println("working on " + job);
 *     }
 * });
 * worker.start();
 * jobs.put("one");
 * jobs.put("two");
 * jobs.join();
 * jobs.shutdown();
 * worker.join();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> The arguments {@code block} and {@code timeout} correspond to separate methods.
 * {@code join} can have a timeout. {@link #untilShutdown()}, {@link #getTask()}, {@link #clear()} and the views are
 * new. Where Python raises {@code ValueError}, {@link IllegalArgumentException} is thrown. The attributes
 * {@code queue}, {@code mutex} and the conditions are private. The class can't be subclassed: instead of overriding the
 * hooks {@code _init}, {@code _qsize}, {@code _put} and {@code _get}, supply a {@link QueueStore}. The only user code
 * that runs while the queue is locked is the code of a store and the comparator of a {@link PriorityQueue}.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link BlockingQueue} has neither unfinished tasks nor a shutdown,
 * and rejects null. {@link #asBlockingQueue()} and {@link #of} convert between the two.
 *
 * <p>Memory consistency effects: actions before {@code put} happen-before actions after the {@code get} of that item;
 * actions before {@code taskDone} happen-before actions after a {@code join} that returns because of it; actions before
 * {@code shutdown} happen-before actions after a {@code QueueShutDownException} that it causes. See the
 * <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * <p>Waiting threads are served in FIFO order, but a thread that arrives concurrently may overtake them, and a call
 * that fails, such as a {@code put} whose comparison throws, may move the longest-waiting thread behind the others.
 * Each operation takes constant time (logarithmic in a {@link PriorityQueue}; with a {@link QueueStore}, the time that
 * the store takes).
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public sealed class Queue<T extends @Nullable Object> permits LifoQueue, PriorityQueue {
    final QueueCore<T> core;

    /** Creates an unbounded queue. */
    public Queue() {
        this(0);
    }

    /**
     * Creates a queue.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     */
    public Queue(int maxsize) {
        this(Ring.firstInFirstOut(), maxsize, null);
    }

    /**
     * Creates a named queue.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     * @param name the name shown by {@code toString}, in dumps and in errors
     * @throws NullPointerException if {@code name} is null
     */
    public Queue(int maxsize, String name) {
        this(Ring.firstInFirstOut(), maxsize, Checks.notNull(name, "name"));
    }

    Queue(Items<T> items, int maxsize, @Nullable String name) {
        this.core = new ArrayQueueCore<>(this, items, maxsize, name);
    }

    private Queue(int maxsize, QueueStore<T> store, @Nullable String name) {
        this.core = StoreQueueCore.create(this, store, maxsize, name);
    }

    private Queue(BlockingQueue<T> queue) {
        this.core = BlockingQueueAdapter.create(this, queue);
    }

    /**
     * Returns a queue that keeps its items in a custom store, as a subclass of Python's {@code Queue} does.
     *
     * <p>The store determines the order in which items leave, and may drop an item: {@code put} then returns normally
     * and nothing is counted. A {@code put} into a full queue waits before it calls the store. Items already in the
     * store count as items and as unfinished tasks. An exception thrown by the store propagates to the caller of
     * {@code put}, {@code get} or {@code getTask}, or to a loop over {@link #untilShutdown()}; the queue is unchanged,
     * and the loop may continue. {@link #clear()} and {@code shutdown(true)} remove the items one by one. If the store
     * then throws an exception, the items removed so far count as done, the others stay in the queue, and
     * {@code shutdown} still shuts the queue down. No other method calls the store.
     *
     * <p>{@link #asBlockingQueue()} of a queue with a store throws {@link UnsupportedOperationException}, since a store
     * can neither list its items nor remove a given one.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     * @param store the store for the items; nothing else may use it from now on
     * @param <T> the type of the items
     * @return a queue
     * @throws NullPointerException if {@code store} is null
     * @throws IllegalArgumentException if the size of the store is negative
     */
    public static <T extends @Nullable Object> Queue<T> withStore(int maxsize, QueueStore<T> store) {
        return new Queue<>(maxsize, Checks.notNull(store, "store"), null);
    }

    /**
     * Returns a named queue that keeps its items in a custom store.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     * @param store the store for the items, as in {@link #withStore(int, QueueStore)}
     * @param name the name shown by {@code toString}, in dumps and in errors
     * @param <T> the type of the items
     * @return a queue
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the size of the store is negative
     */
    public static <T extends @Nullable Object> Queue<T> withStore(int maxsize, QueueStore<T> store, String name) {
        return new Queue<>(maxsize, Checks.notNull(store, "store"), Checks.notNull(name, "name"));
    }

    /**
     * Returns a queue backed by a {@link BlockingQueue}. It supports all {@code put} and {@code get} methods,
     * {@code taskDone} and {@code join}.
     *
     * <p>The items stay in the backing queue, which determines how threads wait and which items are accepted (most
     * reject null). Only items that are put through the returned queue count as unfinished tasks, and {@code clear}
     * marks the removed items as done. {@code shutdown}, which could not wake the waiting threads, and
     * {@code setMaxsize} throw {@link UnsupportedOperationException}.
     *
     * @param queue the backing queue
     * @param <T> the type of the items
     * @return a view
     * @throws NullPointerException if {@code queue} is null
     */
    public static <T> Queue<T> of(BlockingQueue<T> queue) {
        return new Queue<>(Checks.notNull(queue, "queue"));
    }

    /**
     * Adds an item, waiting if necessary until there is capacity.
     *
     * @param item the item
     * @throws QueueShutDownException if the queue was shut down, or is shut down during the wait; nothing was added
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing was added
     */
    public final void put(T item) throws InterruptedException {
        core.put(item, Timeout.FOREVER);
    }

    /**
     * Adds an item, optionally waiting for capacity.
     *
     * @param item the item
     * @param blocking whether to wait, as {@link #put(Object)} does
     * @throws QueueFullException if there is no capacity and {@code blocking} is false
     * @throws QueueShutDownException as {@link #put(Object)}
     * @throws InterruptedException as {@link #put(Object)}
     */
    public final void put(T item, boolean blocking) throws InterruptedException {
        if (blocking) {
            put(item);
        } else {
            putNowait(item);
        }
    }

    /**
     * Adds an item, waiting at most the given time for capacity.
     *
     * @param item the item
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait
     * @throws QueueFullException if the timeout elapses before there is capacity
     * @throws IllegalArgumentException if {@code seconds} is NaN, or if it is negative and the queue is bounded, even
     *     if there is capacity
     * @throws QueueShutDownException as {@link #put(Object)}, and even if {@code seconds} is negative
     * @throws InterruptedException as {@link #put(Object)}
     */
    public final void put(T item, double seconds) throws InterruptedException {
        core.put(item, Timeout.ofQueue(seconds));
    }

    /**
     * Adds an item, waiting at most the given time for capacity.
     *
     * @param item the item
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @throws QueueFullException if the timeout elapses before there is capacity
     * @throws NullPointerException if {@code timeout} is null
     * @throws QueueShutDownException as {@link #put(Object)}
     * @throws InterruptedException as {@link #put(Object)}
     */
    public final void put(T item, Duration timeout) throws InterruptedException {
        core.put(item, Timeout.of(timeout));
    }

    /**
     * Adds an item without waiting.
     *
     * @param item the item
     * @throws QueueFullException if there is no capacity
     * @throws QueueShutDownException if the queue was shut down
     */
    public final void putNowait(T item) {
        if (!core.offerNow(item)) {
            throw core.full();
        }
    }

    /**
     * Removes and returns the next item, waiting if necessary until there is one.
     *
     * @return the item
     * @throws QueueShutDownException if the queue is empty and was shut down, or is shut down during the wait
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing was taken
     */
    public final T get() throws InterruptedException {
        return core.get(Timeout.FOREVER);
    }

    /**
     * Removes and returns the next item, optionally waiting for one.
     *
     * @param blocking whether to wait, as {@link #get()} does
     * @return the item
     * @throws QueueEmptyException if the queue is empty and {@code blocking} is false
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final T get(boolean blocking) throws InterruptedException {
        return blocking ? get() : getNowait();
    }

    /**
     * Removes and returns the next item, waiting at most the given time for one.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait
     * @return the item
     * @throws QueueEmptyException if the timeout elapses before there is an item
     * @throws IllegalArgumentException if {@code seconds} is NaN or negative, even if there is an item
     * @throws QueueShutDownException as {@link #get()}, and even if {@code seconds} is negative
     * @throws InterruptedException as {@link #get()}
     */
    public final T get(double seconds) throws InterruptedException {
        return core.get(Timeout.ofQueue(seconds));
    }

    /**
     * Removes and returns the next item, waiting at most the given time for one.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return the item
     * @throws QueueEmptyException if the timeout elapses before there is an item
     * @throws NullPointerException if {@code timeout} is null
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final T get(Duration timeout) throws InterruptedException {
        return core.get(Timeout.of(timeout));
    }

    /**
     * Removes and returns the next item without waiting.
     *
     * @return the item
     * @throws QueueEmptyException if the queue is empty
     * @throws QueueShutDownException if the queue is empty and was shut down
     */
    public final T getNowait() {
        return core.getNow();
    }

    /**
     * Removes and returns the next item for a try-with-resources statement, which marks the item done, however the
     * statement ends: {@code try (var task = queue.getTask()) { work(task.item()); }}.
     *
     * @return the item, whose {@code close} calls {@code taskDone}
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final QueueTask<T> getTask() throws InterruptedException {
        return new QueueTask<>(this, get());
    }

    /**
     * Like {@link #getTask()}, but waits at most the given time.
     *
     * @param seconds as {@link #get(double)}
     * @return the item, whose {@code close} calls {@code taskDone}
     * @throws QueueEmptyException if the timeout elapses before there is an item
     * @throws IllegalArgumentException as {@link #get(double)}
     * @throws QueueShutDownException as {@link #get(double)}
     * @throws InterruptedException as {@link #get()}
     */
    public final QueueTask<T> getTask(double seconds) throws InterruptedException {
        return new QueueTask<>(this, get(seconds));
    }

    /**
     * Like {@link #getTask()}, but waits at most the given time.
     *
     * @param timeout as {@link #get(Duration)}
     * @return the item, whose {@code close} calls {@code taskDone}
     * @throws QueueEmptyException if the timeout elapses before there is an item
     * @throws NullPointerException if {@code timeout} is null
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final QueueTask<T> getTask(Duration timeout) throws InterruptedException {
        return new QueueTask<>(this, get(timeout));
    }

    /**
     * Returns the items as they arrive, for a loop that ends when the queue is shut down and empty.
     *
     * <p>Each iterator removes items from the queue and is for use by one thread; several threads may loop at the same
     * time and share the items. An item is marked done when the loop requests the next one: if the loop is left early,
     * by {@code break} or an exception, the last item is not marked done. An interrupted wait throws
     * {@link io.github.threading4j.WaitInterruptedException}, with the interrupt status set.
     *
     * @return the items
     */
    public final Iterable<T> untilShutdown() {
        return () -> new UntilShutdown<>(this);
    }

    /** {@return the number of items: a snapshot} */
    public final int qsize() {
        return core.size();
    }

    /** {@return whether the queue is empty: a snapshot} */
    public final boolean empty() {
        return core.size() == 0;
    }

    /** {@return whether the queue is full: a snapshot} */
    public final boolean full() {
        return core.isFull();
    }

    /** {@return the maximum number of items; zero or negative means unbounded} */
    public final int getMaxsize() {
        return core.maxsize();
    }

    /**
     * Changes the bound. Items already in the queue stay, even if they exceed it.
     *
     * @param maxsize the new bound; zero or negative means unbounded
     */
    public final void setMaxsize(int maxsize) {
        core.setMaxsize(maxsize);
    }

    /**
     * Marks one of the removed items as done. Any thread may call this method, even after a shutdown.
     *
     * @throws IllegalArgumentException if this is called more times than items were put; the count is unchanged
     */
    public final void taskDone() {
        core.taskDone();
    }

    /** {@return the number of unfinished tasks, that is, of items that were put and are not done: a snapshot} */
    public final long getUnfinishedTasks() {
        return core.getUnfinishedTasks();
    }

    /**
     * Waits until every item that was put is done; returns immediately if all are done.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public final void join() throws InterruptedException {
        core.join(Timeout.FOREVER);
    }

    /**
     * Waits until every item that was put is done, or the given time elapses.
     *
     * @param seconds the maximum time to wait, in seconds; if zero or negative, the method does not wait
     * @return whether all are done
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    @CheckReturnValue
    public final boolean join(double seconds) throws InterruptedException {
        return core.join(Timeout.orPoll(seconds));
    }

    /**
     * Waits until every item that was put is done, or the given time elapses.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return whether all are done
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    @CheckReturnValue
    public final boolean join(Duration timeout) throws InterruptedException {
        return core.join(Timeout.of(timeout));
    }

    /**
     * Closes the queue: puts are rejected, and gets succeed only until the queue is empty. Wakes the waiting threads.
     */
    public final void shutdown() {
        shutdown(false);
    }

    /**
     * Closes the queue. A later call can make the shutdown immediate, but can't undo it.
     *
     * @param immediate whether to discard the remaining items and mark them as done; {@code join} still waits for items
     *     that were taken and are not done
     */
    public final void shutdown(boolean immediate) {
        core.shutdown(immediate);
    }

    /** {@return whether the queue was shut down} */
    public final boolean isShutdown() {
        return core.isShutdown();
    }

    /**
     * Discards all items and marks them as done. If a {@link QueueStore} throws, this method throws the exception; the
     * items removed so far count as done.
     *
     * @return the number of items discarded
     */
    public final int clear() {
        return core.clear();
    }

    /**
     * Returns a view of this queue as a {@link BlockingQueue}, for Java code. The view accepts no null. If the next
     * item is null, the methods that return or take it throw {@link NullPointerException} and leave it in the queue;
     * iterators, {@code toArray} and {@code contains} show null items like other items. After a shutdown, {@code offer}
     * returns false, {@code add} throws {@link IllegalStateException}, {@code put} throws
     * {@link QueueShutDownException}, and {@code take} throws it once the queue is empty. Items that are taken count as
     * unfinished until {@link #taskDone()} is called; items removed by {@code clear} and the {@code remove} methods
     * count as done. Iterators and streams traverse a copy; an iterator's {@code remove} removes the item if it is
     * still in the queue. {@code remove(Object)} calls {@code equals} without holding a lock.
     *
     * @return a view, or the queue that was passed to {@link #of}
     * @throws UnsupportedOperationException if the queue has a {@link QueueStore}
     */
    public final BlockingQueue<T> asBlockingQueue() {
        return core.asBlockingQueue();
    }

    /** Returns the items as a source of a select, which looks this method up by its name. */
    final WatchedSource<T> itemSource() {
        return core.itemSource();
    }

    /** Returns the capacity for an item as a source of a select, which looks this method up by its name. */
    final WatchedSource<@Nullable Void> roomSource(T item) {
        return core.roomSource(item);
    }

    @Override
    public final String toString() {
        return core.toString();
    }
}
