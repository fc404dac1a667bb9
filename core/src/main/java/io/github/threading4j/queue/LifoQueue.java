package io.github.threading4j.queue;

import io.github.threading4j.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A last-in, first-out {@link Queue}, a stack: Python's {@code queue.LifoQueue}.
 *
 * <p>Apart from the order, everything is the same as for {@link Queue}, including its differences from Python and
 * {@code java.util.concurrent}, and its memory consistency effects.
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
    /** Creates an unbounded queue. */
    public LifoQueue() {
        this(0);
    }

    /**
     * Creates a queue.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     */
    public LifoQueue(int maxsize) {
        super(Ring.lastInFirstOut(), maxsize, null);
    }

    /**
     * Creates a named queue.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     * @param name the name shown by {@code toString}, in dumps and in errors
     * @throws NullPointerException if {@code name} is null
     */
    public LifoQueue(int maxsize, String name) {
        super(Ring.lastInFirstOut(), maxsize, Checks.notNull(name, "name"));
    }
}
