package io.github.threading4j.queue;

import io.github.threading4j.internal.Checks;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} that retrieves the smallest item first: Python's {@code queue.PriorityQueue}.
 *
 * <p>Items are ordered by their natural order or by a {@link Comparator}; equal items leave in any order. Everything
 * else is the same as for {@link Queue}, including its differences from Python and {@code java.util.concurrent}, and
 * its memory consistency effects.
 *
 * <pre>{@code
 * record Job(int priority, String name) {}
 * var jobs = new PriorityQueue<Job>(Comparator.comparingInt(Job::priority));
 * jobs.put(new Job(2, "later"));
 * jobs.put(new Job(1, "now"));
 * System.out.println(jobs.get().name());         // now
 * }</pre>
 *
 * <p><b>Differences from Python.</b> If an item can't be compared, {@code put} throws the exception of the comparison
 * and does not add the item; Python leaves it in the queue. A comparison that fails in {@code get} changes nothing
 * either. A comparator replaces Python's idiom of tuples with a counter. It runs while the queue is locked, so it must
 * be quick. If it calls the queue, that call throws {@link IllegalStateException}, or {@link InterruptedException} if
 * the called method may wait and the thread is interrupted. If the comparator propagates this exception, the operation
 * that called the comparator throws it and changes nothing. Python deadlocks in this case.
 *
 * @param <T> the type of the items; may be a nullable type if the comparator accepts null
 * @since 0.1.0
 */
public final class PriorityQueue<T extends @Nullable Object> extends Queue<T> {
    /**
     * Creates an unbounded queue of {@link Comparable} items; {@code put} throws {@link ClassCastException} or
     * {@link NullPointerException} for other items.
     */
    public PriorityQueue() {
        this(0);
    }

    /**
     * Creates a queue of {@link Comparable} items; {@code put} throws {@link ClassCastException} or
     * {@link NullPointerException} for other items.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     */
    @SuppressWarnings("unchecked") // put fails for an item that is not Comparable to the others, as documented
    public PriorityQueue(int maxsize) {
        super(new Heap<T>((Comparator<? super T>) Comparator.naturalOrder()), maxsize, null);
    }

    /**
     * Creates an unbounded queue.
     *
     * @param comparator the order
     * @throws NullPointerException if {@code comparator} is null
     */
    public PriorityQueue(Comparator<? super T> comparator) {
        this(0, comparator);
    }

    /**
     * Creates a queue.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     * @param comparator the order
     * @throws NullPointerException if {@code comparator} is null
     */
    public PriorityQueue(int maxsize, Comparator<? super T> comparator) {
        super(new Heap<T>(Checks.notNull(comparator, "comparator")), maxsize, null);
    }

    /**
     * Creates a named queue.
     *
     * @param maxsize the maximum number of items; zero or negative means unbounded
     * @param comparator the order
     * @param name the name shown by {@code toString}, in dumps and in errors
     * @throws NullPointerException if an argument is null
     */
    public PriorityQueue(int maxsize, Comparator<? super T> comparator, String name) {
        super(new Heap<T>(Checks.notNull(comparator, "comparator")), maxsize, Checks.notNull(name, "name"));
    }
}
