package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeapTest implements ItemsContract {
    @Override
    public <T extends Comparable<T>> Items<T> create() {
        return new Heap<>(Comparator.<T>naturalOrder());
    }

    @Override
    public int many() {
        return 1_000_000;
    }

    @Override
    public void insert(List<Integer> inOrder, Integer item) {
        var place = Collections.binarySearch(inOrder, item);
        inOrder.add(place < 0 ? -place - 1 : place, item);
    }

    /** A comparator that throws after a given number of further comparisons. */
    private static final class Failing implements Comparator<Integer> {
        private int left = Integer.MAX_VALUE;

        @Override
        public int compare(Integer a, Integer b) {
            if (left-- <= 0) {
                throw new IllegalStateException("cannot compare");
            }
            return a.compareTo(b);
        }

        void armed(int comparisons) {
            left = comparisons;
        }
    }

    @Test
    void addAndRemove_comparatorThrows_leaveTheItemsUnchanged() {
        var random = new Random(5);
        for (var size = 0; size < 40; size++) {
            var order = new Failing();
            var heap = new Heap<Integer>(order);
            for (var i = 0; i < size; i++) {
                heap.add(random.nextInt(100));
            }
            var before = heap.toList();
            for (var comparisons = 0; comparisons < 12; comparisons++) {
                failOrUndo(heap, order, comparisons);
                order.armed(Integer.MAX_VALUE);
                assertThat(heap.toList()).isEqualTo(before);
            }
            var drained = new ArrayList<Integer>();
            while (heap.size() > 0) {
                drained.add(heap.remove());
            }
            assertThat(drained).isEqualTo(before);
        }
    }

    /**
     * Adds an item, and then removes one. An operation fails after the given number of comparisons; if it succeeds, it
     * is undone.
     */
    private static void failOrUndo(Heap<Integer> heap, Failing order, int comparisons) {
        var smallest = -1;
        order.armed(comparisons);
        try {
            heap.add(smallest);
            order.armed(Integer.MAX_VALUE);
            assertThat(heap.remove()).isEqualTo(smallest);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("cannot compare");
        }
        if (heap.size() == 0) {
            return;
        }
        order.armed(comparisons);
        try {
            var removed = heap.remove();
            order.armed(Integer.MAX_VALUE);
            heap.add(removed);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("cannot compare");
        }
    }

    @Test
    void null_isAcceptedIfTheComparatorAcceptsIt() {
        var heap = new Heap<Integer>(Comparator.nullsLast(Comparator.naturalOrder()));
        heap.add(null);
        heap.add(2);
        heap.add(1);
        assertThat(List.of(heap.remove(), heap.remove())).containsExactly(1, 2);
        assertThat(heap.peek()).isNull();
        assertThat(heap.remove()).isNull();
        assertThatThrownBy(() -> new Heap<Integer>(Comparator.naturalOrder()).add(null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void remove_atAnyPosition_leavesAHeap() {
        var random = new Random(7);
        for (var round = 0; round < 500; round++) {
            var heap = new Heap<Integer>(Comparator.naturalOrder());
            var items = new ArrayList<Integer>();
            for (var i = 0; i < 1 + random.nextInt(40); i++) {
                var item = Integer.valueOf(1000 + random.nextInt(30)); // each item is a distinct object
                heap.add(item);
                items.add(item);
            }
            while (!items.isEmpty()) {
                var item = items.remove(random.nextInt(items.size()));
                assertThat(heap.remove(item, 0)).isTrue();
                assertThat(heap.size()).isEqualTo(items.size());
                assertThat(heap.toList()).isEqualTo(items.stream().sorted().toList());
                if (heap.size() > 0) {
                    assertThat(heap.peek()).isEqualTo(Collections.min(items));
                }
            }
            assertThat(heap.remove(1000, 0)).isFalse();
        }
    }

    @Test
    void remove_comparatorThrows_changesNothing() {
        var fails = new boolean[1];
        var heap = new Heap<Integer>((a, b) -> {
            if (fails[0]) {
                throw new IllegalStateException("cannot compare");
            }
            return a.compareTo(b);
        });
        var items = IntStream.range(0, 20).boxed().toList();
        items.forEach(heap::add);
        for (var item : items.subList(0, 9)) {
            fails[0] = true;
            assertThatThrownBy(() -> heap.remove(item, 0)).hasMessage("cannot compare");
            fails[0] = false;
            assertThat(heap.toList()).isEqualTo(items);
        }
    }
}
