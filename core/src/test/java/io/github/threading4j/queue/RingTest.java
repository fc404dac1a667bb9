package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RingTest {
    @Nested
    class FirstInFirstOut implements ItemsContract {
        @Override
        public <T extends Comparable<T>> Items<T> create() {
            return Ring.firstInFirstOut();
        }

        @Override
        public void insert(List<Integer> inOrder, Integer item) {
            inOrder.add(item);
        }
    }

    @Nested
    class LastInFirstOut implements ItemsContract {
        @Override
        public <T extends Comparable<T>> Items<T> create() {
            return Ring.lastInFirstOut();
        }

        @Override
        public void insert(List<Integer> inOrder, Integer item) {
            inOrder.add(0, item);
        }
    }

    @Test
    void add_growthAtAnyHeadPosition_keepsTheOrder() {
        for (var offset = 0; offset <= 16; offset++) {
            var ring = Ring.<Integer>firstInFirstOut();
            for (var i = 0; i < offset; i++) {
                ring.add(-1);
                ring.remove();
            }
            for (var i = 0; i < 40; i++) {
                ring.add(i);
            }
            for (var i = 0; i < 40; i++) {
                assertThat(ring.remove()).isEqualTo(i);
            }
        }
    }

    @Test
    void null_isAcceptedAsItem() {
        var ring = Ring.<Integer>lastInFirstOut();
        ring.add(1);
        ring.add(null);
        assertThat(ring.peek()).isNull();
        assertThat(ring.toList()).isEqualTo(Arrays.asList(null, 1));
        assertThat(ring.remove()).isNull();
        assertThat(ring.remove()).isEqualTo(1);
    }

    @Test
    void larger_doublesTheCapacityUpToTheMaximum() {
        assertThat(Items.larger(16)).isEqualTo(32);
        assertThat(Items.larger(1 << 29)).isEqualTo(1 << 30);
        assertThatThrownBy(() -> Items.larger(1 << 30))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("the queue is too large: 1073741824 items");
    }

    @Test
    void remove_atAnyPosition_keepsTheOrderOfTheOthers() {
        for (var ring : List.of(Ring.<Object>firstInFirstOut(), Ring.<Object>lastInFirstOut())) {
            for (var removed = 0; removed < 10; removed++) {
                ring.clear();
                for (var i = 0; i < 13; i++) { // so that later items wrap around
                    ring.add("gone");
                }
                for (var i = 0; i < 13; i++) {
                    ring.remove();
                }
                var items = new ArrayList<Object>();
                for (var i = 0; i < 10; i++) {
                    var item = new Object();
                    items.add(item);
                    ring.add(item);
                }
                assertThat(ring.remove(new Object(), 0)).isFalse();
                assertThat(ring.remove(items.get(removed), 0)).isTrue();
                assertThat(ring.remove(items.get(removed), 0)).isFalse();
                items.remove(removed);
                assertThat(ring.toList()).containsExactlyInAnyOrderElementsOf(items);
                var first = ring.toList();
                for (var item : first) {
                    assertThat(ring.remove()).isSameAs(item);
                }
            }
        }
    }
}
