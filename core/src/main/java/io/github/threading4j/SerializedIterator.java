package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that several threads may share: Python's {@code threading.serialize_iterator}. Each item goes to one of
 * the threads.
 *
 * <p>{@link Threading#serializeIterator} creates one from any iterator or stream. Calls to the source are serialized by
 * an internal lock, in the order in which the threads acquire it; nothing is copied, and no item is fetched before it
 * is needed.
 *
 * <p>Python gets the next item in one step; Java calls {@code hasNext} and then {@code next}. Here {@code hasNext}
 * fetches the item and reserves it for the calling thread, so that no other thread can take it before {@code next}, and
 * a plain loop is correct in every thread. {@link #tryAdvance} does both in one step. A thread that calls
 * {@code hasNext} but not {@code next} withholds the item from the others.
 *
 * <p>A thread waits uninterruptibly for the source, and for other threads that are calling the source. An exception of
 * the source is thrown in the thread that called it; the other threads continue. If the source calls its own serialized
 * iterator, an {@link IllegalStateException} is thrown.
 *
 * <pre>{@code
 * var lines = serializeIterator(List.of("one", "two", "three"));
 * Target worker = () -> {
 *     while (lines.hasNext()) {
 *         System.out.println(currentThread().getName() + " " + lines.next());
 *     }
 * };
 * new NamedThread(worker).start();
 * worker.run();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> {@code hasNext} reserves an item, as described above. A generator's {@code send}
 * and {@code throw} have no counterpart; {@link #close()} closes a source that can be closed. If the source calls the
 * iterator itself, an exception is thrown, whereas Python deadlocks.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is no counterpart: {@code hasNext} and {@code next} of a
 * shared iterator race, even if it iterates over a concurrent collection.
 *
 * <p>Memory consistency effects: actions in a thread up to the end of its call of the source happen-before the next
 * call of the source, in any thread. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public final class SerializedIterator<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final Iterator<? extends T> source;
    private final @Nullable AutoCloseable closeable;
    private final Lock lock = new Lock("serialized iterator");

    /** The item that each thread has fetched but not yet taken. */
    private final Local<Fetched<T>> fetched = new Local<>(Fetched::new);

    SerializedIterator(Iterator<? extends T> source, @Nullable AutoCloseable closeable) {
        this.source = Checks.notNull(source, "source");
        this.closeable = closeable;
    }

    /**
     * Passes the next item, if there is one, to an action.
     *
     * @param action the action; while it runs, other threads may call the source
     * @return whether there was an item
     * @throws IllegalStateException if the source itself calls this method
     * @throws NullPointerException if {@code action} is null; nothing is taken
     */
    public boolean tryAdvance(Consumer<? super T> action) {
        Checks.notNull(action, "action");
        var there = hasNext();
        if (there) {
            action.accept(next());
        }
        return there;
    }

    /**
     * Returns whether there is another item for the calling thread. Fetches the next item, unless the thread has
     * already fetched an item that it has not yet taken.
     *
     * @return true if there is an item, which the thread's {@link #next()} will return
     * @throws IllegalStateException if the source itself calls this method
     */
    @Override
    public boolean hasNext() {
        var mine = fetched.get(); // first, so that nothing can fail once the source has returned the item
        if (mine.isThere) {
            return true;
        }
        try (var hold = enter()) {
            if (source.hasNext()) {
                mine.set(source.next());
            }
            return mine.isThere;
        }
    }

    /**
     * Returns the item that {@link #hasNext()} fetched, or otherwise the next item of the source.
     *
     * @return the item
     * @throws NoSuchElementException if there is no item
     * @throws IllegalStateException if the source itself calls this method
     */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the iterator has ended");
        }
        return fetched.get().take();
    }

    /**
     * Closes the source if it is a stream, or an iterator that is {@link AutoCloseable}; otherwise, has no effect.
     * If another thread is calling the source, waits until that call has returned.
     *
     * @throws Exception if closing the source fails
     */
    @Override
    public void close() throws Exception {
        if (closeable != null) {
            try (var hold = enter()) {
                closeable.close();
            }
        }
    }

    private Hold enter() {
        if (lock.sync().isHeldExclusively()) {
            throw new IllegalStateException("the source of a serialized iterator calls the iterator itself: "
                    + source.getClass().getName()); // toString would run with the lock held
        }
        return lock.hold();
    }

    @Override
    public String toString() {
        return "SerializedIterator[" + source + "]";
    }

    /** The item of one thread, used by that thread only. */
    private static final class Fetched<T extends @Nullable Object> {
        boolean isThere;
        private @Nullable T item;

        void set(T item) {
            this.item = item;
            isThere = true;
        }

        @SuppressWarnings({"NullAway", "DataFlowIssue"}) // hasNext has set the item: it is null only if T includes null
        T take() {
            var taken = item;
            item = null;
            isThere = false;
            return taken;
        }
    }
}
