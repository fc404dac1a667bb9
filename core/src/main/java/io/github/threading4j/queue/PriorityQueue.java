package io.github.threading4j.queue;

import io.github.threading4j.internal.Checks;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} whose smallest item leaves first: Python's {@code queue.PriorityQueue}.
 *
 * <p>Smallest by the items' natural order, or by a {@link Comparator}; among equal ones, any. Everything else is as in
 * {@link Queue}, differences and memory consistency effects too.
 *
 * <pre>{@code
 * record Job(int priority, String name) {}
 * var jobs = new PriorityQueue<Job>(Comparator.comparingInt(Job::priority));
 * jobs.put(new Job(2, "later"));
 * jobs.put(new Job(1, "now"));
 * System.out.println(jobs.get().name());         // now
 * }</pre>
 *
 * <p><b>Differences from Python.</b> An item that can't be compared is refused with the exception of the comparison,
 * and is not in the queue then; Python leaves it there. A comparison that fails in {@code get} changes nothing either.
 * A comparator saves the idiom of tuples with a counter. It runs while the queue is locked, so it must be quick. If it
 * uses the queue, the operation that called it throws an {@link IllegalStateException} and changes nothing; in Python
 * it hangs.
 *
 * @param <T> the type of the items; may be a nullable type if the comparator takes null
 * @since 0.1.0
 */
public final class PriorityQueue<T extends @Nullable Object> extends Queue<T> {
    /**
     * Makes a queue without a bound, of items that are {@link Comparable}; {@code put} throws {@link
     * ClassCastException} or {@link NullPointerException} for others.
     */
    public PriorityQueue() {
        this(0);
    }

    /**
     * Makes a queue of items that are {@link Comparable}; {@code put} throws {@link ClassCastException} or
     * {@link NullPointerException} for others.
     *
     * @param maxsize how many items it holds at most; zero or negative means no bound
     */
    @SuppressWarnings("unchecked") // an item that is not Comparable to the others fails in put, as said
    public PriorityQueue(int maxsize) {
        super(new Heap<T>((Comparator<? super T>) Comparator.naturalOrder()), maxsize, null);
    }

    /**
     * Makes a queue without a bound.
     *
     * @param comparator the order
     * @throws NullPointerException if {@code comparator} is null
     */
    public PriorityQueue(Comparator<? super T> comparator) {
        this(0, comparator);
    }

    /**
     * Makes a queue.
     *
     * @param maxsize how many items it holds at most; zero or negative means no bound
     * @param comparator the order
     * @throws NullPointerException if {@code comparator} is null
     */
    public PriorityQueue(int maxsize, Comparator<? super T> comparator) {
        super(new Heap<T>(Checks.notNull(comparator, "comparator")), maxsize, null);
    }

    /**
     * Makes a queue with a name.
     *
     * @param maxsize how many items it holds at most; zero or negative means no bound
     * @param comparator the order
     * @param name what {@code toString}, dumps and errors call it
     * @throws NullPointerException if an argument is null
     */
    public PriorityQueue(int maxsize, Comparator<? super T> comparator, String name) {
        super(new Heap<T>(Checks.notNull(comparator, "comparator")), maxsize, Checks.notNull(name, "name"));
    }
}
