package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The collection that holds the items of a queue. */
interface ItemsContract {
    int KEPT = 1024;

    <T extends Comparable<T>> Items<T> create();

    /** Inserts an item into a list that is kept in the order of removal. */
    void insert(List<Integer> inOrder, Integer item);

    /** Returns the number of items to add and remove. */
    default int many() {
        return 10_000_000;
    }

    @Test
    default void addAndRemove_randomly_matchAList() {
        var random = new Random(4);
        for (var likelihood : new double[] {0.45, 0.5, 0.55, 0.7}) {
            var items = this.<Integer>create();
            var list = new ArrayList<Integer>();
            for (var i = 0; i < 5000; i++) {
                if (random.nextDouble() < likelihood) {
                    items.add(i ^ 0x155);
                    insert(list, i ^ 0x155);
                } else if (items.size() > 0) {
                    assertThat(items.peek()).isEqualTo(list.get(0));
                    assertThat(items.remove()).isEqualTo(list.remove(0));
                }
                assertThat(items.size()).isEqualTo(list.size());
                if (i % 500 == 0) {
                    assertThat(items.toList()).isEqualTo(list);
                }
            }
        }
    }

    @Test
    default void remove_untilEmpty_shrinksTheArray() throws Exception {
        var items = this.<Integer>create();
        for (var i = 0; i < many(); i++) {
            items.add(i & 0xff);
            if (items.size() > 100_000) {
                drain(items);
                assertThat(capacity(items)).isLessThanOrEqualTo(KEPT);
            }
        }
        drain(items);
        assertThat(capacity(items)).isLessThanOrEqualTo(KEPT);
        items.add(1);
        assertThat(items.remove()).isEqualTo(1);
    }

    @Test
    default void clear_shrinksAndCanBeReused() throws Exception {
        var items = this.<Integer>create();
        for (var size : new int[] {0, 10, 5000}) {
            for (var i = 0; i < size; i++) {
                items.add(i);
            }
            items.clear();
            assertThat(items.size()).isZero();
            assertThat(items.toList()).isEmpty();
            assertThat(capacity(items)).isLessThanOrEqualTo(KEPT);
        }
        items.add(1);
        assertThat(items.remove()).isEqualTo(1);
    }

    @Test
    default void remove_doesNotKeepTheItemReachable() {
        var items = this.<String>create();
        var references = new ArrayList<WeakReference<String>>();
        for (var i = 0; i < 20; i++) {
            var item = new StringBuilder().append(i).toString();
            references.add(new WeakReference<>(item));
            items.add(item);
        }
        for (var i = 0; i < 10; i++) {
            items.remove();
        }
        assertThat(items.size()).isEqualTo(10);
        Await.collected(
                "the removed items",
                () -> references.stream().filter(item -> item.get() == null).count() == 10);
        items.clear();
        Await.collected("the cleared items", () -> references.stream().allMatch(item -> item.get() == null));
        assertThat(items.size()).isZero();
    }

    private static void drain(Items<Integer> items) {
        while (items.size() > 0) {
            items.remove();
        }
    }

    private static int capacity(Items<?> items) throws ReflectiveOperationException {
        Field slots = items.getClass().getDeclaredField("slots");
        slots.setAccessible(true);
        return ((Object[]) slots.get(items)).length;
    }
}
