package io.github.threading4j.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edges to one lock: a hash table with the numbers of the preceding locks as keys. Immutable. */
final class OrderEdges {
    static final OrderEdges NONE = new OrderEdges(List.of());

    private final List<OrderEdge> all;

    /** The edges at the indices that their numbers modulo the length suggest, or at the next free ones after them. */
    private final @Nullable OrderEdge[] table;

    OrderEdges(List<OrderEdge> all) {
        this.all = List.copyOf(all);
        this.table = new OrderEdge[Integer.highestOneBit(2 * all.size() + 1) << 1];
        for (var edge : all) {
            var i = index(edge.fromNumber);
            while (table[i] != null) {
                i = next(i);
            }
            table[i] = edge;
        }
    }

    private int index(long number) {
        return (int) number & (table.length - 1);
    }

    private int next(int i) {
        return (i + 1) & (table.length - 1);
    }

    /**
     * Returns whether an acquisition by the calling thread would add nothing to these edges.
     *
     * @param from the number of a lock that it holds
     * @param mine what it holds
     */
    boolean cover(long from, OrderEdge.Gates mine) {
        var i = index(from);
        for (var edge = table[i]; edge != null; edge = table[i]) {
            if (edge.fromNumber == from && edge.covers(mine)) {
                return true;
            }
            i = next(i);
        }
        return false;
    }

    List<OrderEdge> all() {
        return all;
    }

    /** {@return a new list of those edges whose locks have not been collected as garbage} */
    List<OrderEdge> live() {
        var live = new ArrayList<OrderEdge>();
        for (var edge : all) {
            if (!edge.from.refersTo(null)) {
                live.add(edge);
            }
        }
        return live;
    }
}
