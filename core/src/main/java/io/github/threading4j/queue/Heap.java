package io.github.threading4j.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap: items leave smallest first, and equal items in any order.
 *
 * <p>A comparator is user code and may fail. {@link java.util.PriorityQueue} compares while it moves items, so a
 * failure loses one item and duplicates another; here, all comparisons come first.
 */
final class Heap<T extends @Nullable Object> implements Items<T> {
    private static final int FIRST_CAPACITY = 16;
    private static final int KEPT_CAPACITY = 1024;

    private final Comparator<? super T> order;

    /**
     * The initial array. It later replaces a large array that has become empty, since allocating a new one might fail.
     */
    private final @Nullable Object[] first = new @Nullable Object[FIRST_CAPACITY];

    /** No item is smaller than its parent; the children of the item at i are at 2i + 1 and 2i + 2. */
    private @Nullable Object[] slots = first;

    private int size;

    Heap(Comparator<? super T> order) {
        this.order = order;
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored") // checks that the first item is comparable, too
    public boolean add(T item) {
        if (size == 0) {
            order.compare(item, item);
        }
        var place = placeUpFrom(size, item);
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, Items.larger(size));
            Arrays.fill(first, null);
        }
        for (var i = size; i > place; i = parent(i)) {
            slots[i] = slots[parent(i)];
        }
        slots[place] = item;
        size++;
        return true;
    }

    @Override
    public T remove() {
        var smallest = at(0);
        removeAt(0);
        return smallest;
    }

    /** Removes any occurrence: in a heap, it makes no difference which one. */
    @Override
    public boolean remove(@Nullable Object item, int skipped) {
        for (var i = 0; i < size; i++) {
            if (slots[i] == item) {
                removeAt(i);
                return true;
            }
        }
        return false;
    }

    /** Fills the place with the last item, and sifts it down or up. */
    private void removeAt(int free) {
        var end = size - 1;
        var moving = slots[end];
        var place = free;
        if (free < end) {
            place = placeDownFrom(free, end, at(end));
            if (place == free) {
                place = placeUpFrom(free, at(end));
            }
        }
        for (var i = free; i > place; i = parent(i)) {
            slots[i] = slots[parent(i)];
        }
        for (var i = place; i > free; i = parent(i)) {
            var next = slots[i];
            slots[i] = moving;
            moving = next;
        }
        slots[Math.min(free, place)] = moving;
        slots[end] = null;
        size = end;
        if (size == 0) {
            clear();
        }
    }

    /** Returns the place of an item on the path from a free place to the root. */
    private int placeUpFrom(int free, T item) {
        var place = free;
        while (place > 0 && order.compare(item, at(parent(place))) < 0) {
            place = parent(place);
        }
        return place;
    }

    /** Returns the place of an item on the path along the smaller children, from a place downward. */
    private int placeDownFrom(int start, int end, T item) {
        var place = start;
        while (place < end >>> 1) {
            var child = smallerChild(place, end);
            if (order.compare(item, at(child)) <= 0) {
                break;
            }
            place = child;
        }
        return place;
    }

    private int smallerChild(int place, int end) {
        var left = 2 * place + 1;
        var right = left + 1;
        return right < end && order.compare(at(right), at(left)) < 0 ? right : left;
    }

    private static int parent(int place) {
        return (place - 1) >>> 1;
    }

    @Override
    public T peek() {
        return at(0);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void clear() {
        if (slots.length > KEPT_CAPACITY) {
            slots = first;
        } else {
            Arrays.fill(slots, 0, size, null);
        }
        size = 0;
    }

    @Override
    public List<T> toList() {
        var items = new ArrayList<T>(size);
        for (var i = 0; i < size; i++) {
            items.add(at(i));
        }
        items.sort(order);
        return items;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // each stored item is a T, and null only if T includes null
    private T at(int place) {
        return (T) slots[place];
    }
}
