package io.github.threading4j.contextvars;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contextvars.VarMap.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VarMapTest {
    private static List<ContextVar<Integer>> variables(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new ContextVar<Integer>("v" + number))
                .toList();
    }

    private static Map<ContextVar<?>, Object> contents(VarMap map) {
        var contents = new HashMap<ContextVar<?>, Object>();
        map.copyInto(contents);
        return contents;
    }

    /**
     * Makes the same random changes to a {@code VarMap} and a {@code HashMap}, and compares them. Earlier versions of
     * the {@code VarMap} must not change.
     */
    @Test
    void withAndWithout_randomly_matchAHashMapAndKeepEarlierVersions() {
        for (var count : List.of(1, 2, 33, 1_500)) {
            var variables = variables(count);
            var random = new Random(count);
            var model = new HashMap<ContextVar<?>, Object>();
            var map = VarMap.EMPTY;
            var versions = new ArrayList<VarMap>();
            var models = new ArrayList<Map<ContextVar<?>, Object>>();
            for (int step = 0; step < 3_000; step++) {
                var variable = variables.get(random.nextInt(count));
                if (random.nextInt(5) < 2) {
                    map = map.without(variable);
                    model.remove(variable);
                } else {
                    map = map.with(new Entry(variable, step));
                    model.put(variable, step);
                }
                if (step % 100 == 0) {
                    versions.add(map);
                    models.add(new HashMap<>(model));
                }
                var entry = map.get(variable);
                assertThat(entry == null ? null : entry.value()).isEqualTo(model.get(variable));
            }
            for (int i = 0; i < versions.size(); i++) {
                assertThat(contents(versions.get(i))).isEqualTo(models.get(i));
            }
        }
    }

    /** Variables whose numbers share low bits are stored in deeper nodes of the tree. */
    @Test
    void variables_numbersShareLowBits_areDistinctAndLeaveNoEmptyNodes() {
        var all = variables(64 * 1024 + 1);
        var first = all.get(0);
        var last = all.get(64 * 1024);
        var map = VarMap.EMPTY.with(new Entry(first, 1)).with(new Entry(last, 2));
        assertThat(map.get(first).value()).isEqualTo(1);
        assertThat(map.get(last).value()).isEqualTo(2);
        assertThat(map.get(all.get(1024))).isNull();
        assertThat(contents(map.without(first))).containsOnlyKeys(last);
        assertThat(map.without(first).without(last).isEmpty()).isTrue();
        assertThat(map.without(all.get(7))).isSameAs(map);
    }
}
