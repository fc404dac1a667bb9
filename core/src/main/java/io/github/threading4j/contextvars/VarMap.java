package io.github.threading4j.contextvars;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from variables to values. A modified copy shares most of its structure with the original. The map is
 * a trie over the variables' numbers, with five bits per level, the lowest bits first. Numbers are unique and
 * consecutive, so there are no collisions and few levels.
 */
final class VarMap {
    static final VarMap EMPTY = new VarMap(0, new Object[0]);

    private static final int BITS = 5;

    /** A variable with its value: a leaf. */
    record Entry(ContextVar<?> var, @Nullable Object value) {}

    /** A bit set that shows which of the 32 places are taken. Only taken places have slots. */
    private final int taken;

    /** Each slot is an Entry, or a VarMap of the entries that share the bits up to this level. */
    private final Object[] slots;

    private VarMap(int taken, Object[] slots) {
        this.taken = taken;
        this.slots = slots;
    }

    boolean isEmpty() {
        return taken == 0;
    }

    /** Returns the variable's entry, or null if it has none. */
    @Nullable Entry get(ContextVar<?> var) {
        var node = this;
        for (var bits = var.number; ; bits >>>= BITS) {
            var place = 1 << (int) bits; // only the lowest five bits count
            if ((node.taken & place) == 0) {
                return null;
            }
            var slot = node.slots[node.index(place)];
            if (slot instanceof VarMap inner) {
                node = inner;
            } else {
                var entry = (Entry) slot;
                return entry.var == var ? entry : null;
            }
        }
    }

    /** Returns a copy of this map with the entry added, or with the variable's entry replaced. */
    VarMap with(Entry entry) {
        return with(entry, 0);
    }

    private VarMap with(Entry entry, int shift) {
        var place = place(entry.var, shift);
        var index = index(place);
        if ((taken & place) == 0) {
            var more = new Object[slots.length + 1];
            System.arraycopy(slots, 0, more, 0, index);
            more[index] = entry;
            System.arraycopy(slots, index, more, index + 1, slots.length - index);
            return new VarMap(taken | place, more);
        }
        return replace(index, with(slots[index], entry, shift));
    }

    private static Object with(Object slot, Entry entry, int shift) {
        if (slot instanceof VarMap inner) {
            return inner.with(entry, shift + BITS);
        }
        var other = (Entry) slot;
        return other.var == entry.var ? entry : EMPTY.with(other, shift + BITS).with(entry, shift + BITS);
    }

    /** Returns a copy of this map without the variable's entry. */
    VarMap without(ContextVar<?> var) {
        return get(var) == null ? this : without(var, 0);
    }

    private VarMap without(ContextVar<?> var, int shift) {
        var place = place(var, shift);
        var index = index(place);
        if (slots[index] instanceof VarMap inner) {
            var less = inner.without(var, shift + BITS);
            // A single remaining entry moves up, so that a map's structure does not depend on its previous contents.
            return replace(index, less.slots.length == 1 && less.slots[0] instanceof Entry alone ? alone : less);
        }
        var less = new Object[slots.length - 1];
        System.arraycopy(slots, 0, less, 0, index);
        System.arraycopy(slots, index + 1, less, index, less.length - index);
        return new VarMap(taken & ~place, less);
    }

    private VarMap replace(int index, Object slot) {
        var changed = slots.clone();
        changed[index] = slot;
        return new VarMap(taken, changed);
    }

    /** Puts all entries into a map. */
    void copyInto(Map<ContextVar<?>, @Nullable Object> map) {
        for (var slot : slots) {
            if (slot instanceof VarMap inner) {
                inner.copyInto(map);
            } else {
                var entry = (Entry) slot;
                map.put(entry.var, entry.value);
            }
        }
    }

    private static int place(ContextVar<?> var, int shift) {
        return 1 << (int) (var.number >>> shift);
    }

    private int index(int place) {
        return Integer.bitCount(taken & (place - 1));
    }
}
