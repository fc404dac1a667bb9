package io.github.threading4j.queue;

import io.github.threading4j.internal.Checks;
import io.github.threading4j.internal.Labels;
import io.github.threading4j.internal.Timeout;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded queue, first in, first out, that can do no more than {@code put} and {@code get}: Python's
 * {@code queue.SimpleQueue}.
 *
 * <p>{@code put} never waits. {@code get} waits while the queue is empty. Any thread may call any method; {@code null}
 * is an item. {@code get} throws {@link InterruptedException} and has taken nothing then.
 *
 * <pre>{@code
 * var queue = new SimpleQueue<String>();
 * queue.put("item");
 * System.out.println(queue.get(1.5));            // seconds
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code put} has no arguments to ignore. It is not for signal handlers or
 * finalizers, which Java code has no use for.
 *
 * <p><b>Differences from java.util.concurrent.</b> A {@link java.util.concurrent.LinkedBlockingQueue} refuses null and
 * allocates a node for each item. {@link #asBlockingQueue()} is this queue for Java code.
 *
 * <p>Memory consistency effects: what a thread did before {@code put} happens-before what follows the {@code get} of
 * that item. See the <a href="../package-summary.html#memory">table of the package</a>.
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public final class SimpleQueue<T extends @Nullable Object> {
    private final @Nullable String name;

    // It counts tasks, too, which nobody asks for.
    private final ArrayQueueCore<T> core;

    /** Makes a queue without a name. */
    public SimpleQueue() {
        this.name = null;
        this.core = new ArrayQueueCore<>(this, Ring.firstInFirstOut(), 0, null);
    }

    /**
     * Makes a queue.
     *
     * @param name what {@code toString}, dumps and errors call it
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
     * The same as {@link #put}, for code that says so.
     *
     * @param item the item
     */
    public void putNowait(T item) {
        put(item);
    }

    /**
     * Takes the next item, waiting for one as long as that takes.
     *
     * @return the item
     * @throws InterruptedException if the calling thread is interrupted before or while it waits; nothing was taken
     */
    public T get() throws InterruptedException {
        return core.get(Timeout.FOREVER);
    }

    /**
     * Takes the next item, waiting for one only if told to.
     *
     * @param blocking true waits as {@link #get()} does; false does not wait at all
     * @return the item
     * @throws QueueEmptyException if there is none and {@code blocking} is false
     * @throws InterruptedException as {@link #get()}
     */
    public T get(boolean blocking) throws InterruptedException {
        return blocking ? get() : getNowait();
    }

    /**
     * Takes the next item unless there is none for too long.
     *
     * @param seconds the maximum time to wait, in seconds; 0 polls
     * @return the item
     * @throws QueueEmptyException if there is none in time
     * @throws IllegalArgumentException if {@code seconds} is NaN; or negative, even if there is an item
     * @throws InterruptedException as {@link #get()}
     */
    public T get(double seconds) throws InterruptedException {
        return core.get(Timeout.ofQueue(seconds));
    }

    /**
     * Takes the next item unless there is none for too long.
     *
     * @param timeout the maximum time to wait; zero or negative polls
     * @return the item
     * @throws QueueEmptyException if there is none in time
     * @throws NullPointerException if {@code timeout} is null
     * @throws InterruptedException as {@link #get()}
     */
    public T get(Duration timeout) throws InterruptedException {
        return core.get(Timeout.of(timeout));
    }

    /**
     * Takes the next item without waiting.
     *
     * @return the item
     * @throws QueueEmptyException if there is none
     */
    public T getNowait() {
        return core.getNow();
    }

    /**
     * How many items there are: a snapshot.
     *
     * @return the number of items
     */
    public int qsize() {
        return core.size();
    }

    /** {@return whether there are no items: a snapshot} */
    public boolean empty() {
        return core.size() == 0;
    }

    /**
     * Returns this same queue as a {@link BlockingQueue}, for Java code. It refuses null, and its methods throw {@link
     * NullPointerException} and leave the item where it is when the item to be taken is null. It has no bound: {@code
     * put} and {@code offer} never wait, and {@code remainingCapacity} is {@link Integer#MAX_VALUE}. Its iterators walk
     * over a copy, and their {@code remove} takes out the item if it is still there. {@code remove(Object)} calls
     * {@code equals} without a lock held.
     *
     * @return a view
     */
    public BlockingQueue<T> asBlockingQueue() {
        return core.asBlockingQueue();
    }

    @Override
    public String toString() {
        return Labels.of("SimpleQueue", name, core.sizeLabel());
    }
}
