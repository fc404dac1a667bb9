package io.github.threading4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * An item taken from a {@link Queue}, which is marked done when this object is closed.
 *
 * <p>{@link Queue#getTask()} returns it for use in a try-with-resources statement. The first {@link #close()} calls
 * {@code taskDone}; further calls have no effect. It is meant for use by the thread that took the item. No method
 * waits.
 *
 * <pre>{@code
 * var queue = new Queue<Integer>();
 * queue.put(7);
 * try (var task = queue.getTask()) {
 *     System.out.println(task.item());
 * }
 * queue.join();
 * }</pre>
 *
 * <p><b>Differences from Python.</b> Python has no equivalent; its users write {@code try: ... finally: q.task_done()}.
 *
 * <p>Memory consistency effects: the same as for {@link Queue#taskDone()}.
 *
 * @param <T> the type of the item
 * @since 0.1.0
 */
public final class QueueTask<T extends @Nullable Object> implements AutoCloseable {
    private final Queue<T> queue;
    private final T item;
    private boolean done;

    QueueTask(Queue<T> queue, T item) {
        this.queue = queue;
        this.item = item;
    }

    /**
     * Returns the item that was taken.
     *
     * @return the item, also after {@link #close()}
     */
    public T item() {
        return item;
    }

    /**
     * Marks the item done. If this fails, further calls try again, except after an {@link IllegalArgumentException}.
     *
     * @throws IllegalArgumentException if {@code taskDone} was called too many times elsewhere
     */
    @Override
    public void close() {
        if (!done) {
            try {
                queue.taskDone();
            } catch (IllegalArgumentException e) { // there is no unfinished task
                done = true;
                throw e;
            }
            done = true; // last, so that a call that failed can be repeated
        }
    }

    @Override
    public String toString() {
        return "QueueTask[" + item + (done ? ", done]" : "]");
    }
}
