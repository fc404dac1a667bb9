package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StrongComponentsTest {
    private static StrongComponents of(int[]... successors) {
        return new StrongComponents(successors);
    }

    @Test
    void twoCyclesAndATail_areThreeComponentsWithTheSinkFirst() {
        var components = of(new int[] {1}, new int[] {0, 2}, new int[] {3}, new int[] {2}, new int[] {0});
        assertThat(components.component).containsExactly(1, 1, 0, 0, 2);
        assertThat(components.count).isEqualTo(3);
    }

    @Test
    void longChain_needsNoDeepStack() {
        var chain = new int[300_000][];
        for (var node = 0; node < chain.length; node++) {
            chain[node] = new int[] {Math.min(node + 1, chain.length - 1)};
        }
        assertThat(of(chain).count).isEqualTo(chain.length);
    }

    @Test
    void randomGraph_hasTheComponentsOfItsTransitiveClosure() {
        var random = new Random(7);
        for (var graph = 0; graph < 200; graph++) {
            var size = 1 + random.nextInt(8);
            var successors = new int[size][];
            var reaches = new boolean[size][size];
            for (var node = 0; node < size; node++) {
                successors[node] = random.ints(random.nextInt(3), 0, size).toArray();
                reaches[node][node] = true;
                for (var successor : successors[node]) {
                    reaches[node][successor] = true;
                }
            }
            close(reaches);
            var components = of(successors);
            for (var from = 0; from < size; from++) {
                for (var to = 0; to < size; to++) {
                    var same = reaches[from][to] && reaches[to][from];
                    assertThat(components.component[from] == components.component[to])
                            .isEqualTo(same);
                    if (reaches[from][to]) {
                        assertThat(components.component[from]).isGreaterThanOrEqualTo(components.component[to]);
                    }
                }
            }
        }
    }

    private static void close(boolean[][] reaches) {
        for (var over = 0; over < reaches.length; over++) {
            for (var from = 0; from < reaches.length; from++) {
                for (var to = 0; to < reaches.length; to++) {
                    reaches[from][to] |= reaches[from][over] && reaches[over][to];
                }
            }
        }
    }
}
