package io.github.threading4j.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoveringTest {
    private static final List<List<String>> ROWS = rows();

    private static List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        for (var first : List.of("a1", "a2", "a3", "a4")) {
            for (var second : List.of("b1", "b2", "b3")) {
                for (var third : List.of("c1", "c2")) {
                    rows.add(List.of(first, second, third));
                }
            }
        }
        return rows;
    }

    private static List<List<String>> choose(int strength) {
        return Covering.choose(ROWS, row -> row, strength);
    }

    private static boolean occurs(List<List<String>> rows, String... values) {
        return rows.stream().anyMatch(row -> row.containsAll(List.of(values)));
    }

    @Test
    void choose_strength1_coversEachValueInTheFewestRows() {
        assertThat(choose(1)).hasSize(4);
        for (var row : ROWS) {
            row.forEach(value -> assertThat(occurs(choose(1), value)).as(value).isTrue());
        }
    }

    @Test
    void choose_strength2_coversEachPairInFewRows() {
        var chosen = choose(2);
        assertThat(chosen).hasSizeBetween(4 * 3, ROWS.size() * 2 / 3);
        for (var row : ROWS) {
            assertThat(occurs(chosen, row.get(0), row.get(1))).isTrue();
            assertThat(occurs(chosen, row.get(0), row.get(2))).isTrue();
            assertThat(occurs(chosen, row.get(1), row.get(2))).isTrue();
        }
    }

    @Test
    void choose_strengthOfAllColumns_returnsAllRows() {
        assertThat(choose(3)).containsExactlyInAnyOrderElementsOf(ROWS);
    }
}
