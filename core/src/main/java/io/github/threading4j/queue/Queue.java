package io.github.threading4j.queue;

import io.github.threading4j.function.CheckReturnValue;
import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue between threads, first in, first out: Python's {@code queue.Queue}.
 *
 * <p>{@code put} adds an item, waiting while a bounded queue is full; {@code get} takes the next one, waiting while the
 * queue is empty. Each item that was put counts as an unfinished task until somebody calls {@code taskDone}, and
 * {@code join} waits until there is none. {@code shutdown} ends it: no more puts, and gets only until it is empty. Any
 * thread may call any method; {@code null} is an item.
 *
 * <p>{@code put}, {@code get} and {@code join} throw {@link InterruptedException} and have done nothing then;
 * {@code putNowait} and {@code getNowait} never wait.
 *
 * <pre>{@code
 * var jobs = new Queue<String>(100);
 * var worker = new NamedThread(() -> {
 *     for (var job : jobs.untilShutdown()) {     // a job counts as done when the next one is asked for
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
 * <p><b>Differences from Python.</b> The arguments {@code block} and {@code timeout} are separate methods. {@code join}
 * has a timed form. New are {@link #untilShutdown()}, {@link #getTask()}, {@link #clear()} and the views.
 * {@code ValueError} is {@link IllegalArgumentException}. The attributes {@code queue}, {@code mutex} and the
 * conditions are private. The class can't be subclassed: instead of overriding the hooks {@code _init}, {@code _qsize},
 * {@code _put} and {@code _get}, give the queue a {@link QueueStore}. No foreign code but that and the comparator of a
 * {@link PriorityQueue} runs while the queue is locked.
 *
 * <p><b>Differences from java.util.concurrent.</b> {@link BlockingQueue} knows neither unfinished tasks nor the end,
 * and refuses null. {@link #asBlockingQueue()} and {@link #of} go from one to the other.
 *
 * <p>Memory consistency effects: what a thread did before {@code put} happens-before what follows the {@code get} of
 * that item; before {@code taskDone}, what follows a {@code join} that it lets return; before {@code shutdown}, what
 * follows a {@code QueueShutDownException}. See the <a href="../package-summary.html#memory">table of the package</a>.
 *
 * <p>Waiting threads are served in the order in which they came, but a thread that comes just then may be faster. Each
 * operation takes constant time (in a {@link PriorityQueue}, logarithmic; with a {@link QueueStore}, what that takes).
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public sealed class Queue<T extends @Nullable Object> permits LifoQueue, PriorityQueue {
    final QueueCore<T> core;

    /** Makes a queue without a bound. */
    public Queue() {
        this(0);
    }

    /**
     * Makes a queue.
     *
     * @param maxsize how many items it holds at most; zero or negative means no bound
     */
    public Queue(int maxsize) {
        this(Ring.firstInFirstOut(), maxsize, null);
    }

    /**
     * Makes a queue with a name.
     *
     * @param maxsize how many items it holds at most; zero or negative means no bound
     * @param name what {@code toString}, dumps and errors call it
     * @throws NullPointerException if {@code name} is null
     */
    public Queue(int maxsize, String name) {
        this(Ring.firstInFirstOut(), maxsize, Checks.notNull(name, "name"));
    }

    Queue(Items<T> items, int maxsize, @Nullable String name) {
        this.core = new ArrayQueueCore<>(this, items, maxsize, name);
    }

    private Queue(int maxsize, QueueStore<T> store, @Nullable String name) {
        this.core = new StoreQueueCore<>(this, store, maxsize, name);
    }

    private Queue(BlockingQueue<T> queue) {
        this.core = new BlockingQueueAdapter<>(this, queue);
    }

    /**
     * Returns a queue that keeps its items in a store of your own, as a subclass of Python's {@code Queue} does.
     *
     * <p>The store says in which order items leave, and may drop an item: then {@code put} returns, and nothing is
     * counted. A bounded queue that is full waits before it asks the store. What the store has in it already counts as
     * items and as unfinished tasks. An exception of the store reaches the caller of {@code put}, {@code get} or {@code
     * getTask}, or a loop over {@link #untilShutdown()}, which may go on; nothing has changed then. {@link #clear()}
     * and {@code shutdown(true)} remove item by item. If the store throws then, the items that it has removed count as
     * done, the others stay, and the queue is shut down nevertheless. No other method calls the store.
     *
     * <p>{@link #asBlockingQueue()} of such a queue is an {@link UnsupportedOperationException}: a store can neither
     * list its items nor remove a given one.
     *
     * @param maxsize how many items the queue holds at most; zero or negative means no bound
     * @param store where it keeps them; nothing else may use it from now on
     * @param <T> the type of the items
     * @return a queue
     * @throws NullPointerException if {@code store} is null
     * @throws IllegalArgumentException if the size of the store is negative
     */
    public static <T extends @Nullable Object> Queue<T> withStore(int maxsize, QueueStore<T> store) {
        return new Queue<>(maxsize, Checks.notNull(store, "store"), null);
    }

    /**
     * Returns a queue that keeps its items in a store of your own, with a name.
     *
     * @param maxsize how many items the queue holds at most; zero or negative means no bound
     * @param store where it keeps them, as in {@link #withStore(int, QueueStore)}
     * @param name what {@code toString}, dumps and errors call it
     * @param <T> the type of the items
     * @return a queue
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the size of the store is negative
     */
    public static <T extends @Nullable Object> Queue<T> withStore(int maxsize, QueueStore<T> store, String name) {
        return new Queue<>(maxsize, Checks.notNull(store, "store"), Checks.notNull(name, "name"));
    }

    /**
     * Makes a queue of one of Java, for {@code put} and {@code get} in all forms, {@code taskDone} and {@code join}.
     *
     * <p>The items stay in that queue. It decides how it waits and what it takes (most refuse null). Only what was put
     * through the result counts as an unfinished task, and {@code clear} counts as done what it removes of that. What
     * such a queue can't do ends in {@link UnsupportedOperationException}: {@code shutdown}, which could not wake those
     * who wait, and {@code setMaxsize}.
     *
     * @param queue the queue of Java
     * @param <T> the type of the items
     * @return a view
     * @throws NullPointerException if {@code queue} is null
     */
    public static <T> Queue<T> of(BlockingQueue<T> queue) {
        return new Queue<>(Checks.notNull(queue, "queue"));
    }

    /**
     * Adds an item, waiting for room as long as that takes.
     *
     * @param item the item
     * @throws QueueShutDownException if the queue was shut down, or is shut down while this waits; nothing was added
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing was added
     */
    public final void put(T item) throws InterruptedException {
        core.put(item, Timeout.FOREVER);
    }

    /**
     * Adds an item, waiting for room only if told to.
     *
     * @param item the item
     * @param blocking true waits as {@link #put(Object)} does; false does not wait at all
     * @throws QueueFullException if there is no room and {@code blocking} is false
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
     * Adds an item unless there is no room for too long.
     *
     * @param item the item
     * @param seconds the maximum time to wait, in seconds; 0 polls
     * @throws QueueFullException if there is no room in time
     * @throws IllegalArgumentException if {@code seconds} is NaN; or negative, even if there is room, unless the queue
     *     has no bound
     * @throws QueueShutDownException as {@link #put(Object)}, and even if {@code seconds} is negative
     * @throws InterruptedException as {@link #put(Object)}
     */
    public final void put(T item, double seconds) throws InterruptedException {
        core.put(item, Timeout.ofQueue(seconds));
    }

    /**
     * Adds an item unless there is no room for too long.
     *
     * @param item the item
     * @param timeout the maximum time to wait; zero or negative polls
     * @throws QueueFullException if there is no room in time
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
     * @throws QueueFullException if there is no room
     * @throws QueueShutDownException if the queue was shut down
     */
    public final void putNowait(T item) {
        if (!core.offerNow(item)) {
            throw core.full();
        }
    }

    /**
     * Takes the next item, waiting for one as long as that takes.
     *
     * @return the item
     * @throws QueueShutDownException if the queue is empty and was shut down, or is shut down while this waits
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing was taken
     */
    public final T get() throws InterruptedException {
        return core.get(Timeout.FOREVER);
    }

    /**
     * Takes the next item, waiting for one only if told to.
     *
     * @param blocking true waits as {@link #get()} does; false does not wait at all
     * @return the item
     * @throws QueueEmptyException if there is none and {@code blocking} is false
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final T get(boolean blocking) throws InterruptedException {
        return blocking ? get() : getNowait();
    }

    /**
     * Takes the next item unless there is none for too long.
     *
     * @param seconds the maximum time to wait, in seconds; 0 polls
     * @return the item
     * @throws QueueEmptyException if there is none in time
     * @throws IllegalArgumentException if {@code seconds} is NaN; or negative, even if there is an item
     * @throws QueueShutDownException as {@link #get()}, and even if {@code seconds} is negative
     * @throws InterruptedException as {@link #get()}
     */
    public final T get(double seconds) throws InterruptedException {
        return core.get(Timeout.ofQueue(seconds));
    }

    /**
     * Takes the next item unless there is none for too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return the item
     * @throws QueueEmptyException if there is none in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final T get(Duration timeout) throws InterruptedException {
        return core.get(Timeout.of(timeout));
    }

    /**
     * Takes the next item without waiting.
     *
     * @return the item
     * @throws QueueEmptyException if there is none
     * @throws QueueShutDownException if there is none and the queue was shut down
     */
    public final T getNowait() {
        return core.getNow();
    }

    /**
     * Takes the next item for a try-with-resources that marks it done at its end, whatever happens:
     * {@code try (var task = queue.getTask()) { work(task.item()); }}.
     *
     * @return the item, with its {@code taskDone}
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final QueueTask<T> getTask() throws InterruptedException {
        return new QueueTask<>(this, get());
    }

    /**
     * As {@link #getTask()}, with a timeout.
     *
     * @param seconds as {@link #get(double)}
     * @return the item, with its {@code taskDone}
     * @throws QueueEmptyException if there is none in time
     * @throws IllegalArgumentException as {@link #get(double)}
     * @throws QueueShutDownException as {@link #get(double)}
     * @throws InterruptedException as {@link #get()}
     */
    public final QueueTask<T> getTask(double seconds) throws InterruptedException {
        return new QueueTask<>(this, get(seconds));
    }

    /**
     * As {@link #getTask()}, with a timeout.
     *
     * @param timeout as {@link #get(Duration)}
     * @return the item, with its {@code taskDone}
     * @throws QueueEmptyException if there is none in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws QueueShutDownException as {@link #get()}
     * @throws InterruptedException as {@link #get()}
     */
    public final QueueTask<T> getTask(Duration timeout) throws InterruptedException {
        return new QueueTask<>(this, get(timeout));
    }

    /**
     * The items to come, for a loop that ends when the queue is shut down and empty.
     *
     * <p>Its iterators take from the queue, each for one thread; several threads may loop at once, and share the items.
     * An item is marked done when the loop asks for the next one: if it is left before, by {@code break} or an
     * exception, the last one is not. An interrupted wait is a {@link io.github.threading4j.WaitInterruptedException},
     * with the flag set.
     *
     * @return the items
     */
    public final Iterable<T> untilShutdown() {
        return () -> new UntilShutdown<>(this);
    }

    /**
     * How many items there are: a snapshot.
     *
     * @return the number of items
     */
    public final int qsize() {
        return core.size();
    }

    /** {@return whether there are no items: a snapshot} */
    public final boolean empty() {
        return core.size() == 0;
    }

    /** {@return whether there is no room: a snapshot} */
    public final boolean full() {
        return core.isFull();
    }

    /**
     * How many items the queue holds at most.
     *
     * @return the bound; zero or negative means none
     */
    public final int getMaxsize() {
        return core.maxsize();
    }

    /**
     * Changes the bound. Items that are there stay, even if there are more than that.
     *
     * @param maxsize the new bound; zero or negative means none
     */
    public final void setMaxsize(int maxsize) {
        core.setMaxsize(maxsize);
    }

    /**
     * Says that an item that was taken is done with. Any thread may; also after a shutdown.
     *
     * @throws IllegalArgumentException if this is called more often than items were put; nothing is counted
     */
    public final void taskDone() {
        core.taskDone();
    }

    /**
     * How many items were put and are not done: a snapshot.
     *
     * @return the number of unfinished tasks
     */
    public final long getUnfinishedTasks() {
        return core.getUnfinishedTasks();
    }

    /**
     * Waits until every item that was put is done; returns at once if all are.
     *
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    public final void join() throws InterruptedException {
        core.join(Timeout.FOREVER);
    }

    /**
     * Waits until every item that was put is done, or some time has passed.
     *
     * @param seconds the maximum time to wait, in seconds; zero or negative polls
     * @return whether all are done
     * @throws IllegalArgumentException if {@code seconds} is NaN
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    @CheckReturnValue
    public final boolean join(double seconds) throws InterruptedException {
        return core.join(Timeout.orPoll(seconds));
    }

    /**
     * Waits until every item that was put is done, or some time has passed.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return whether all are done
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException if the calling thread is interrupted before or while it waits
     */
    @CheckReturnValue
    public final boolean join(Duration timeout) throws InterruptedException {
        return core.join(Timeout.of(timeout));
    }

    /** Ends the queue: no more puts, and gets only until it is empty. Wakes threads that wait in vain. */
    public final void shutdown() {
        shutdown(false);
    }

    /**
     * Ends the queue. A second call may make an end immediate, but not take that back.
     *
     * @param immediate whether to throw the items away that are there, and count them as done; {@code join} still waits
     *     for those that were taken
     */
    public final void shutdown(boolean immediate) {
        core.shutdown(immediate);
    }

    /** {@return whether the queue was shut down} */
    public final boolean isShutdown() {
        return core.isShutdown();
    }

    /**
     * Throws the items away that are there, and counts them as done. What a {@link QueueStore} throws ends this; the
     * items that it has removed by then count as done.
     *
     * @return how many they were
     */
    public final int clear() {
        return core.clear();
    }

    /**
     * Returns this same queue as a {@link BlockingQueue}, for Java code. It refuses null, and its methods throw {@link
     * NullPointerException} and leave the item where it is when the item to be taken is null. {@code offer} into a
     * queue that was shut down returns false, {@code add} throws {@link IllegalStateException}, {@code put} {@link
     * QueueShutDownException}; {@code take}, when it is also empty, {@link QueueShutDownException}. What is taken
     * counts as unfinished until {@link #taskDone()}, but what {@code clear} and the {@code remove} methods remove
     * counts as done. Its iterators walk over a copy, and their {@code remove} takes out the item if it is still there.
     * {@code remove(Object)} calls {@code equals} without a lock held.
     *
     * @return a view, or the queue that was given to {@link #of}
     * @throws UnsupportedOperationException if the queue has a {@link QueueStore}
     */
    public final BlockingQueue<T> asBlockingQueue() {
        return core.asBlockingQueue();
    }

    @Override
    public final String toString() {
        return core.toString();
    }
}
