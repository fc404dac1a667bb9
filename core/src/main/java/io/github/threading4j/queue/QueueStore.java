package io.github.threading4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * What holds the items of a {@link Queue} in an order of your own: the hooks {@code _init}, {@code _qsize}, {@code
 * _put} and {@code _get} of Python's {@code queue.Queue}.
 *
 * <p>{@link Queue#withStore(int, QueueStore)} returns a queue that keeps its items in a store. The queue waits, wakes,
 * counts unfinished tasks and shuts down; the store decides which items it keeps, and which one leaves next. A store
 * belongs to one queue, which calls it with its mutex held: by one thread at a time, each of which sees what the others
 * did, so that a store needs no lock of its own.
 *
 * <p>Since every other user of the queue waits meanwhile, a store must be quick and must not block; above all, it must
 * not wait for another thread that uses the queue. If it uses the queue itself, it gets an {@link
 * IllegalStateException}; only the queue's {@code toString} is allowed. What a store throws reaches the caller of the
 * queue as it is, and the queue is as if it had not been called: nothing is counted, and no waiting thread misses its
 * wake-up. A store that throws must leave its items as they were.
 *
 * <p>Here is a queue that ignores an item that it has already:
 *
 * <pre>{@code
 * class SetStore<T> implements QueueStore<T> {
 *     private final Set<T> items = new LinkedHashSet<>();
 *
 *     public boolean add(T item) {
 *         return items.add(item);                // false: not added, and no task to be done
 *     }
 *
 *     public T remove() {
 *         var first = items.iterator();
 *         var item = first.next();
 *         first.remove();
 *         return item;
 *     }
 *
 *     public int size() {
 *         return items.size();
 *     }
 * }
 *
 * var urls = Queue.withStore(0, new SetStore<String>());
 * urls.put("/");
 * urls.put("/about");
 * urls.put("/");
 * System.out.println(urls.qsize());              // 2
 * System.out.println(urls.get());                // /
 * }</pre>
 *
 * <p><b>Differences from Python.</b> A store is an object that a queue has, not a subclass of {@code Queue}. {@code
 * add} returns whether there is an item more; Python counts an unfinished task for each {@code _put}, so that the
 * {@code join} of a queue that drops duplicates never returns. The queue counts its items, so they can't appear or
 * expire on their own. A store that uses its queue gets an error; in Python, it hangs.
 *
 * <p><b>Differences from java.util.concurrent.</b> None of its queues can be given another order or storage; each is a
 * class of its own.
 *
 * <p>Memory consistency effects: what one call to a store did happens-before the next call, in whichever thread.
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public interface QueueStore<T extends @Nullable Object> {
    /**
     * Adds an item, and returns whether there is one item more.
     *
     * <p>True counts one more item and one more unfinished task, and wakes a thread that waits for an item. False says
     * that the number of items is the same as before: the item was dropped, or it replaced another one. Then nothing is
     * counted, and {@code put} returns as usual.
     *
     * @param item the item; null if it was null in {@code put}
     * @return whether the store has one item more than before
     */
    boolean add(T item);

    /**
     * Removes the item that is next in the order of this store. It is called only while there is at least one.
     *
     * @return the item; null if that was the item
     */
    T remove();

    /**
     * Returns how many items there are, in constant time.
     *
     * <p>The queue counts its items itself: {@code qsize}, {@code full}, {@code toString} and a dump don't call this.
     * {@code Queue.withStore} calls it once, without the mutex, to count what a store brings along. After that, it is
     * called before each {@code add} and {@code remove}, and any other number than the queue has counted is an {@link
     * IllegalStateException}, with nothing changed: {@code add} or {@code remove} has not done what it returned.
     * Without that check, {@code get} would block although there is an item, or return one that was never put.
     *
     * @return the number of items
     */
    int size();
}
