package io.github.threading4j.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Items that leave smallest first; those that compare equal, in any order. */
final class Heap<T extends @Nullable Object> implements Items<T> {
    private static final int KEPT_SIZE = 1024;

    /** Stands for null, which {@link PriorityQueue} refuses, whatever the comparator says to it. */
    private static final Object NULL = new Object();

    private final Comparator<Object> order;
    private PriorityQueue<Object> heap;
    private int largestSize;

    @SuppressWarnings("unchecked") // only T's are put in
    Heap(Comparator<? super T> comparator) {
        this.order = (a, b) -> comparator.compare((T) unmask(a), (T) unmask(b));
        this.heap = new PriorityQueue<>(order);
    }

    @Override
    public void add(T item) {
        heap.add(item == null ? NULL : item);
        largestSize = Math.max(largestSize, heap.size());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // what is stored is a T; it is null only if T includes null
    public T remove() {
        var item = (T) unmask(heap.remove());
        if (heap.isEmpty() && largestSize > KEPT_SIZE) {
            heap = new PriorityQueue<>(order);
            largestSize = 0;
        }
        return item;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public T peek() {
        return (T) unmask(heap.element());
    }

    @Override
    public int size() {
        return heap.size();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public List<T> toList() {
        var items = new ArrayList<T>(heap.size());
        for (var copy = new PriorityQueue<>(heap); !copy.isEmpty(); ) {
            items.add((T) unmask(copy.remove()));
        }
        return items;
    }

    private static @Nullable Object unmask(@Nullable Object item) {
        return item == NULL ? null : item;
    }
}
