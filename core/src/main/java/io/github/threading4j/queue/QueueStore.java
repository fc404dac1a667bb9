package io.github.threading4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * The storage of a {@link Queue} with a custom order: the hooks {@code _init}, {@code _qsize}, {@code _put} and {@code
 * _get} of Python's {@code queue.Queue}.
 *
 * <p>{@link Queue#withStore(int, QueueStore)} returns a queue that keeps its items in a store. The queue implements
 * waiting and waking, the count of unfinished tasks, and the shutdown; the store decides which items it keeps and which
 * one leaves next. A store belongs to one queue, which calls it with its mutex held. Calls therefore come from one
 * thread at a time, which sees the effects of earlier calls, and a store does not need a lock.
 *
 * <p>This store ignores an item that it already contains:
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
 * <p>Since every other user of the queue waits while the store runs, a store must be quick and must not block; in
 * particular, it must not wait for another thread that uses the queue. If the store calls the queue, that call throws
 * {@link IllegalStateException}, or {@link InterruptedException} if the called method may wait and the thread is
 * interrupted; only the queue's {@code toString} is allowed. An exception thrown by a store propagates unchanged to the
 * caller of the queue, and the queue is unchanged: nothing is counted, and no waiting thread misses a wake-up. A store
 * that throws must leave its items as they were.
 *
 * <p><b>Differences from Python.</b> A store is an object used by a queue, not a subclass of {@code Queue}. {@code add}
 * returns whether the number of items grew; Python counts an unfinished task for each {@code _put}, so {@code join} on
 * a queue that drops duplicates never returns. The queue keeps its own count of items, so a store must not add or
 * remove items by itself. A store that calls its queue gets an exception; in Python, such a call deadlocks.
 *
 * <p><b>Differences from java.util.concurrent.</b> A queue of {@code java.util.concurrent} accepts at most a
 * comparator; every other order or storage is a separate class.
 *
 * <p>Memory consistency effects: actions in one call to a store happen-before the next call, by any thread.
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public interface QueueStore<T extends @Nullable Object> {
    /**
     * Adds an item, and returns whether the number of items grew by one.
     *
     * <p>If this returns true, the queue counts one more item and one more unfinished task, and wakes a thread that
     * waits for an item. False means that the number of items is unchanged: the item was dropped, or it replaced
     * another one. The queue then counts nothing, and {@code put} returns normally.
     *
     * @param item the item; null if {@code put} was called with null
     * @return whether the store has one more item than before
     */
    boolean add(T item);

    /**
     * Removes and returns the next item in the order of this store. Called only while there is at least one item.
     *
     * @return the item, which may be null
     */
    T remove();

    /**
     * Returns the number of items, in constant time.
     *
     * <p>The queue counts its items itself: {@code qsize}, {@code full}, {@code toString} and dumps don't call this
     * method. {@code Queue.withStore} calls it once, without the mutex, to count the initial items. Afterwards, the
     * queue calls it before each {@code add} and {@code remove}, and compares the result with its own count. If they
     * differ, an earlier {@code add} or {@code remove} did not do what its return value says; the queue then throws
     * {@link IllegalStateException} and changes nothing. Without this check, {@code get} could block although there is
     * an item, or return an item that was never put.
     *
     * @return the number of items
     */
    int size();
}
