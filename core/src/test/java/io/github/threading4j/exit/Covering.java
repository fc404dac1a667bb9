package io.github.threading4j.exit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Chooses few rows of a table in which nevertheless all combinations of some of its columns occur. */
final class Covering {
    private Covering() {}

    /**
     * Returns some of the rows: each combination of values that {@code strength} columns of the table take in some row
     * is in one of them. With 1 that is each value, with 2 each pair of values.
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

    /** All sets of that many values of different columns. */
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
