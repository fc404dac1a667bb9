package io.github.threading4j.queue;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import io.github.threading4j.internal.WatchedSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded first-in, first-out queue with {@code put} and {@code get} only: Python's {@code queue.SimpleQueue}.
 *
 * <p>{@code put} never waits. {@code get} waits while the queue is empty. Any thread may call any method; {@code null}
 * is a valid item. {@code get} throws {@link InterruptedException} if interrupted, without taking an item.
 *
 * <pre>{@code
 * var queue = new SimpleQueue<String>();
 * queue.put("item");
 * System.out.println(queue.get(1.5));            // seconds
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code put} lacks the arguments that Python's {@code put} ignores. Unlike in
 * Python, the queue can't be re-entered from a signal handler or a finalizer; Java code does not need this.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.LinkedBlockingQueue} rejects null and
 * allocates a node for each item. {@link #asBlockingQueue()} returns a view for Java code.
 *
 * <p>Memory consistency effects: actions before {@code put} happen-before actions after the {@code get} of that item.
 * See the <a href="../package-summary.html#memory">table of the root package</a>.
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public final class SimpleQueue<T extends @Nullable Object> {
    private final @Nullable String name;

    // The core also counts tasks; a SimpleQueue does not use that count.
    private final ArrayQueueCore<T> core;

    /** Creates a queue without a name. */
    public SimpleQueue() {
        this.name = null;
        this.core = new ArrayQueueCore<>(this, Ring.firstInFirstOut(), 0, null);
    }

    /**
     * Creates a named queue.
     *
     * @param name the name shown by {@code toString}, in dumps and in errors
     * @throws NullPointerException if {@code name} is null
     */
    public SimpleQueue(String name) {
        this.name = Checks.notNull(name, "name");
        this.core = new ArrayQueueCore<>(this, Ring.firstInFirstOut(), 0, name);
    }

    /**
     * Adds an item; never waits.
     *
     * @param item the item
     */
    public void put(T item) {
        core.offerNow(item);
    }

    /**
     * Equivalent to {@link #put}, provided for compatibility with {@link Queue#putNowait}.
     *
     * @param item the item
     */
    public void putNowait(T item) {
        put(item);
    }

    /**
     * Removes and returns the next item, waiting if necessary until there is one.
     *
     * @return the item
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing was taken
     */
    public T get() throws InterruptedException {
        return core.get(Timeout.FOREVER);
    }

    /**
     * Removes and returns the next item, optionally waiting for one.
     *
     * @param blocking whether to wait, as {@link #get()} does
     * @return the item
     * @throws QueueEmptyException if the queue is empty and {@code blocking} is false
     * @throws InterruptedException as {@link #get()}
     */
    public T get(boolean blocking) throws InterruptedException {
        return blocking ? get() : getNowait();
    }

    /**
     * Removes and returns the next item, waiting at most the given time for one.
     *
     * @param seconds the maximum time to wait, in seconds; if 0, the method does not wait
     * @return the item
     * @throws QueueEmptyException if the timeout elapses before there is an item
     * @throws IllegalArgumentException if {@code seconds} is NaN or negative, even if there is an item
     * @throws InterruptedException as {@link #get()}
     */
    public T get(double seconds) throws InterruptedException {
        return core.get(Timeout.ofQueue(seconds));
    }

    /**
     * Removes and returns the next item, waiting at most the given time for one.
     *
     * @param timeout the maximum time to wait; if zero or negative, the method does not wait
     * @return the item
     * @throws QueueEmptyException if the timeout elapses before there is an item
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException as {@link #get()}
     */
    public T get(Duration timeout) throws InterruptedException {
        return core.get(Timeout.of(timeout));
    }

    /**
     * Removes and returns the next item without waiting.
     *
     * @return the item
     * @throws QueueEmptyException if the queue is empty
     */
    public T getNowait() {
        return core.getNow();
    }

    /** {@return the number of items: a snapshot} */
    public int qsize() {
        return core.size();
    }

    /** {@return whether the queue is empty: a snapshot} */
    public boolean empty() {
        return core.size() == 0;
    }

    /**
     * Returns a view of this queue as a {@link BlockingQueue}, for Java code. The view accepts no null. If the next
     * item is null, the methods that return or take it throw {@link NullPointerException} and leave it in the queue;
     * iterators, {@code toArray} and {@code contains} show null items like other items. The view is unbounded:
     * {@code put} and {@code offer} never wait, and {@code remainingCapacity} is {@link Integer#MAX_VALUE}. Iterators
     * and streams traverse a copy; an iterator's {@code remove} removes the item if it is still in the queue.
     * {@code remove(Object)} calls {@code equals} without holding a lock.
     *
     * @return a view
     */
    public BlockingQueue<T> asBlockingQueue() {
        return core.asBlockingQueue();
    }

    /** Returns the items as a source of a select, which looks this method up by its name. */
    WatchedSource<T> itemSource() {
        return core.itemSource();
    }

    @Override
    public String toString() {
        return Labels.of("SimpleQueue", name, core.sizeLabel());
    }
}
