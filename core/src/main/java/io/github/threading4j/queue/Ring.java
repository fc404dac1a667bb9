package io.github.threading4j.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A circular array of items, taken from the front (first in, first out) or from the back (last in, first out).
 *
 * <p>Unlike {@link java.util.ArrayDeque}, it accepts null; it grows before it stores an item, so that running out of
 * memory loses nothing; and it releases a large array when it becomes empty, without allocating.
 */
final class Ring<T extends @Nullable Object> implements Items<T> {
    private static final int FIRST_CAPACITY = 16;
    private static final int KEPT_CAPACITY = 1024;

    /**
     * The initial array. It later replaces a large array that has become empty, since allocating a new one might fail.
     */
    private final @Nullable Object[] first = new @Nullable Object[FIRST_CAPACITY];

    /** The items, at the indices head, head + 1, ... modulo the length, which is a power of two. */
    private @Nullable Object[] slots = first;

    private int head;
    private int size;
    private final boolean takesLast;

    private Ring(boolean takesLast) {
        this.takesLast = takesLast;
    }

    static <T extends @Nullable Object> Ring<T> firstInFirstOut() {
        return new Ring<>(false);
    }

    static <T extends @Nullable Object> Ring<T> lastInFirstOut() {
        return new Ring<>(true);
    }

    @Override
    public boolean add(T item) {
        if (size == slots.length) {
            grow();
        }
        slots[slot(size)] = item;
        size++;
        return true;
    }

    @Override
    public T remove() {
        var slot = nextSlot();
        var item = at(slot);
        slots[slot] = null;
        size--;
        if (!takesLast) {
            head = (head + 1) & (slots.length - 1);
        }
        if (size == 0) {
            shrink();
        }
        return item;
    }

    @Override
    public boolean remove(@Nullable Object item, int skipped) {
        var found = -1;
        var left = skipped;
        for (var i = 0; i < size && left >= 0; i++) {
            if (slots[slot(placeOf(i))] == item) {
                found = placeOf(i);
                left--;
            }
        }
        if (found >= 0) {
            removeAt(found);
        }
        return found >= 0;
    }

    /** Returns the place of the item that leaves after the given number of other items. */
    private int placeOf(int earlier) {
        return takesLast ? size - 1 - earlier : earlier;
    }

    private void removeAt(int place) {
        for (var i = place; i < size - 1; i++) {
            slots[slot(i)] = slots[slot(i + 1)];
        }
        slots[slot(size - 1)] = null;
        size--;
        if (size == 0) {
            shrink();
        }
    }

    @Override
    public T peek() {
        return at(nextSlot());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<T> toList() {
        var items = new ArrayList<T>(size);
        for (var i = 0; i < size; i++) {
            items.add(at(slot(placeOf(i))));
        }
        return items;
    }

    @Override
    public void clear() {
        Arrays.fill(slots, null);
        size = 0;
        shrink();
    }

    private void shrink() {
        if (slots.length > KEPT_CAPACITY) {
            slots = first;
            head = 0;
        }
    }

    private int nextSlot() {
        return takesLast ? slot(size - 1) : head;
    }

    private int slot(int i) {
        return (head + i) & (slots.length - 1);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // each stored item is a T, and null only if T includes null
    private T at(int slot) {
        return (T) slots[slot];
    }

    private void grow() {
        var larger = new @Nullable Object[Items.larger(size)];
        var tail = slots.length - head;
        System.arraycopy(slots, head, larger, 0, tail);
        System.arraycopy(slots, 0, larger, tail, head);
        Arrays.fill(first, null);
        slots = larger;
        head = 0;
    }
}
