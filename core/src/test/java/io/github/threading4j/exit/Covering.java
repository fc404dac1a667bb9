package io.github.threading4j.exit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses a small subset of the rows of a table. All values of the table, or all pairs of values, occur in the subset.
 */
final class Covering {
    private Covering() {}

    /**
     * Returns a subset of the rows such that, for any {@code strength} columns, each combination of their values that
     * occurs in the table also occurs in the subset. A strength of 1 covers every value, and 2 every pair of values.
     */
    static <R> List<R> choose(List<R> rows, Function<R, ? extends List<?>> columns, int strength) {
        var missing = new HashSet<Set<?>>();
        rows.forEach(row -> missing.addAll(combinations(columns.apply(row), strength)));
        var chosen = new ArrayList<R>();
        while (!missing.isEmpty()) {
            var next = rows.stream()
                    .max(Comparator.comparingLong(row -> combinations(columns.apply(row), strength).stream()
                            .filter(missing::contains)
                            .count()))
                    .orElseThrow();
            combinations(columns.apply(next), strength).forEach(missing::remove);
            chosen.add(next);
        }
        return chosen;
    }

    /** Returns all sets of {@code strength} values of different columns. */
    private static List<Set<?>> combinations(List<?> values, int strength) {
        List<Set<?>> combinations = new ArrayList<>();
        collect(values, 0, strength, Set.of(), combinations);
        return combinations;
    }

    private static void collect(List<?> values, int from, int strength, Set<?> some, List<Set<?>> into) {
        if (strength == 0) {
            into.add(some);
            return;
        }
        for (var i = from; i <= values.size() - strength; i++) {
            var more = new HashSet<Object>(some);
            more.add(values.get(i));
            collect(values, i + 1, strength - 1, more, into);
        }
    }
}
