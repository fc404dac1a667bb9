package io.github.threading4j.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search for a cycle in the order of locks. Guarded by the lock of {@link LockOrder}, like the edges. */
final class OrderSearch {
    /** The maximum number of paths that one search examines; if there are more, a cycle may be missed. */
    private static final int MOST_PATHS = 10_000;

    private OrderSearch() {}

    /**
     * An edge, as part of a path.
     *
     * @param from the lock that is held
     * @param edge the edge
     * @param to the lock that is acquired
     * @param next the rest of the path, which begins at {@code to}; null at the end
     */
    record Step(
            OrderedLock from,
            OrderEdge edge,
            OrderedLock to,
            @Nullable Step next) {
        /** Returns whether threads can be at this edge, at all edges of this path, and at another edge concurrently. */
        boolean mayCoincideWith(OrderEdge other) {
            for (Step step = this; step != null; step = step.next) {
                if (!step.edge.mayCoincideWith(other)) {
                    return false;
                }
            }
            return true;
        }

        boolean passes(OrderedLock lock) {
            for (Step step = this; step != null; step = step.next) {
                if (step.from == lock) {
                    return true;
                }
            }
            return false;
        }

        List<Step> toList() {
            var steps = new ArrayList<Step>();
            for (Step step = this; step != null; step = step.next) {
                steps.add(step);
            }
            return steps;
        }
    }

    /**
     * Searches for the shortest cycle that an edge closes, that contains no cycle found before, and whose edges can
     * belong to different threads that wait for each other.
     *
     * @param from the lock that is held
     * @param to the lock that is acquired
     * @param edge the edge between them, which need not be entered yet
     * @return the edges of the cycle, the given one last; null if there is no cycle
     */
    static @Nullable List<Step> cycle(OrderedLock from, OrderedLock to, OrderEdge edge) {
        if (!precedes(to, from)) {
            return null;
        }
        var paths = new ArrayDeque<Step>();
        paths.add(new Step(from, edge, to, null));
        for (var examined = 0; !paths.isEmpty() && examined < MOST_PATHS; examined++) {
            var path = paths.remove();
            for (var before : path.from.edges().all()) {
                var lock = before.from.get();
                if (lock == null || lock.isLeftOut() || !path.mayCoincideWith(before)) {
                    continue;
                }
                var longer = new Step(lock, before, path.from, path);
                if (lock != to) {
                    if (!path.passes(lock)) {
                        paths.add(longer);
                    }
                } else if (!wasFound(longer.toList())) {
                    return longer.toList();
                }
            }
        }
        return null;
    }

    /** Returns whether any path leads from one lock to another, which is quickly found out. */
    private static boolean precedes(OrderedLock first, OrderedLock last) {
        var seen = Collections.newSetFromMap(new IdentityHashMap<OrderedLock, Boolean>());
        var left = new ArrayDeque<OrderedLock>();
        left.add(last);
        while (!left.isEmpty()) {
            for (var edge : left.remove().edges().all()) {
                var lock = edge.from.get();
                if (lock == first) {
                    return true;
                }
                if (lock != null && seen.add(lock)) {
                    left.add(lock);
                }
            }
        }
        return false;
    }

    /** Returns whether a cycle of the same locks, or of some of them, was found before. */
    private static boolean wasFound(List<Step> cycle) {
        var key = key(cycle);
        for (var step : cycle) {
            for (var found : step.from.found) {
                if (Arrays.stream(found).allMatch(number -> Arrays.binarySearch(key, number) >= 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the sorted numbers of the locks of a cycle. */
    static long[] key(List<Step> cycle) {
        return cycle.stream().mapToLong(step -> step.from.number).sorted().toArray();
    }

    /** Returns the lock with the highest number, at which the cycle is recorded. */
    static OrderedLock youngest(List<Step> cycle) {
        var youngest = cycle.get(0).from;
        for (var step : cycle) {
            youngest = step.from.number > youngest.number ? step.from : youngest;
        }
        return youngest;
    }
}
