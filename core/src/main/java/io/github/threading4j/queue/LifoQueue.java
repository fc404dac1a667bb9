package io.github.threading4j.queue;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} whose last item leaves first, a stack: Python's {@code queue.LifoQueue}.
 *
 * <p>Everything but the order is as in {@link Queue}, differences and memory consistency effects too.
 *
 * <pre>{@code
 * var stack = new LifoQueue<String>();
 * stack.put("first");
 * stack.put("second");
 * System.out.println(stack.get());               // second
 * }</pre>
 *
 * @param <T> the type of the items; may be a nullable type
 * @since 0.1.0
 */
public final class LifoQueue<T extends @Nullable Object> extends Queue<T> {
    /** Makes a queue without a bound. */
    public LifoQueue() {
        this(0);
    }

    /**
     * Makes a queue.
     *
     * @param maxsize how many items it holds at most; zero or negative means no bound
     */
    public LifoQueue(int maxsize) {
        super(Ring.lastInFirstOut(), maxsize, null);
    }

    /**
     * Makes a queue with a name.
     *
     * @param maxsize how many items it holds at most; zero or negative means no bound
     * @param name what {@code toString}, dumps and errors call it
     * @throws NullPointerException if {@code name} is null
     */
    public LifoQueue(int maxsize, String name) {
        super(Ring.lastInFirstOut(), maxsize, Checks.notNull(name, "name"));
    }
}
