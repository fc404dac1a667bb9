package io.github.threading4j;

import io.github.threading4j.internal.Checks;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that several threads may share, each item going to one of them: Python's
 * {@code threading.serialize_iterator}.
 *
 * <p>{@link Threading#serializeIterator} makes one of any iterator or stream. One thread at a time asks the source, in
 * the order in which they get the lock; nothing is copied or fetched ahead of need.
 *
 * <p>Python asks for the next item in one step; Java asks whether there is one, and then for it. Here the question
 * fetches the item and keeps it for the thread that asked, so that its {@code next} can't come too late, and a plain
 * loop is right in every thread. {@link #tryAdvance} is both in one step. A thread that asks and goes away without
 * taking the item keeps it from the others.
 *
 * <p>Waits for the source, and for other threads that do, uninterruptibly. What the source throws reaches the thread
 * that asked; the others go on. A source that asks its own serialized iterator gets an error.
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
 * <p><b>Differences from Python.</b> {@code hasNext} as above. A generator's {@code send} and {@code throw} have no
 * counterpart; {@link #close()} closes a source that can be closed. Where Python deadlocks, on use by its own source,
 * this throws.
 *
 * <p><b>Differences from java.util.concurrent.</b> There is nothing like it: {@code hasNext} and {@code next} of a
 * shared iterator, even of a concurrent collection, race.
 *
 * <p>Memory consistency effects: what a thread did before it asked, in the source too, happens-before the next thread's
 * turn. See the <a href="package-summary.html#memory">table of the package</a>.
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public final class SerializedIterator<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final Iterator<? extends T> source;
    private final @Nullable AutoCloseable closeable;
    private final Lock lock = new Lock("serialized iterator");

    /** The item that each thread has fetched and not yet taken. */
    private final Local<Fetched<T>> fetched = new Local<>(Fetched::new);

    SerializedIterator(Iterator<? extends T> source, @Nullable AutoCloseable closeable) {
        this.source = Checks.notNull(source, "source");
        this.closeable = closeable;
    }

    /**
     * Takes the next item, if there is one, in one step.
     *
     * @param action what to do with it, after the source is free for other threads
     * @return whether there was one
     * @throws IllegalStateException if the source itself calls this
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
     * Fetches the next item for the calling thread, unless it has one that it did not take yet.
     *
     * @return whether there is one; if so, the thread's {@link #next()} will return it
     * @throws IllegalStateException if the source itself calls this
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
     * Takes the item that {@link #hasNext()} fetched, or else the next one of the source.
     *
     * @return the item
     * @throws NoSuchElementException if there is none
     * @throws IllegalStateException if the source itself calls this
     */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the iterator has ended");
        }
        return fetched.get().take();
    }

    /**
     * Closes the source if it is a stream, or an iterator that is {@link AutoCloseable}; else does nothing. Waits for a
     * thread that is asking the source.
     *
     * @throws Exception what closing the source throws
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
            throw new IllegalStateException("the source of a serialized iterator asks the iterator itself: "
                    + source.getClass().getName()); // not its toString, which would run with the lock held
        }
        return lock.hold();
    }

    @Override
    public String toString() {
        return "SerializedIterator[" + source + "]";
    }

    /** Holds the item of one thread, which alone uses it. */
    private static final class Fetched<T extends @Nullable Object> {
        boolean isThere;
        private @Nullable T item;

        void set(T item) {
            this.item = item;
            isThere = true;
        }

        @SuppressWarnings({"NullAway", "DataFlowIssue"}) // null only if T includes null, as hasNext has set it
        T take() {
            var taken = item;
            item = null;
            isThere = false;
            return taken;
        }
    }
}
