package io.github.threading4j.internal;

import java.util.Arrays;
import java.util.List;

/**
 * The order in which threads acquire locks: a graph with an edge from A to B if a thread has begun to acquire B while
 * it held A. If the edges form a cycle, the threads may deadlock, even if they never have.
 *
 * <p>Entering an edge and searching for a cycle are one step, guarded by the lock of the class. Therefore, if two
 * threads enter opposite edges at the same time, the second one finds the cycle.
 */
public final class LockOrder {
    /** The maximum number of edges to a lock. */
    static final int MOST_EDGES = 64;

    /** The maximum number of edges between two locks; they differ in their gates. */
    private static final int MOST_VARIANTS = 4;

    private LockOrder() {}

    /**
     * Enters an edge and records the cycle that it closes, if there is one that was not found before. If this method
     * fails, it has no effect.
     *
     * @param from the lock that is held
     * @param to the lock that is acquired
     * @param seen the edge
     * @return whether there is such a cycle
     */
    static synchronized boolean enter(OrderedLock from, OrderedLock to, OrderEdge seen) {
        var edges = to.edges().live();
        if (from.isLeftOut() || to.isLeftOut() || covers(edges, seen)) { // another thread may have been faster
            return false;
        }
        var edge = add(seen, edges);
        if (edges.size() > MOST_EDGES) {
            OrderNews.addWarning(warning(to));
            to.leaveOut();
            return false;
        }
        var after = new OrderEdges(edges);
        var cycle = OrderSearch.cycle(from, to, edge);
        if (cycle != null) {
            found(cycle);
        }
        to.setEdges(after); // last, since all else may fail
        return cycle != null;
    }

    private static String warning(OrderedLock lock) {
        return "The order of " + lock.label() + " is no longer recorded: it was acquired while more than " + MOST_EDGES
                + " different locks were held (expected fewer, or lockOrderByName() if they are short-lived)";
    }

    /** Lets a thread with the given number acquire one lock while it holds another, for tests. */
    public static boolean enterOf(OrderedLock from, OrderedLock to, long thread) {
        var seen = new OrderEdge.Sighting(thread, "thread-" + thread, List.of());
        return enter(from, to, new OrderEdge(from, 0, new int[0], seen));
    }

    private static boolean covers(List<OrderEdge> edges, OrderEdge seen) {
        for (var edge : edges) {
            if (edge.fromNumber == seen.fromNumber && edge.covers(seen)) {
                return true;
            }
        }
        return false;
    }

    /** Adds an edge to a list, combined with an edge that has the same gates; returns the edge that was added. */
    private static OrderEdge add(OrderEdge seen, List<OrderEdge> edges) {
        OrderEdge partner = null;
        var variants = 0;
        for (var edge : edges) {
            if (edge.fromNumber == seen.fromNumber) {
                variants++;
                if (edge.hasSameGates(seen) || (partner == null && variants == MOST_VARIANTS)) {
                    partner = edge;
                }
            }
        }
        var added = partner == null ? seen : partner.merge(seen);
        edges.remove(partner);
        edges.add(added);
        return added;
    }

    /** Records a cycle; has no effect if it fails. */
    private static void found(List<OrderSearch.Step> cycle) {
        var youngest = OrderSearch.youngest(cycle);
        var known = youngest.found;
        var after = Arrays.copyOf(known, known.length + 1);
        after[known.length] = OrderSearch.key(cycle);
        OrderNews.add(cycle);
        youngest.found = after;
    }
}
