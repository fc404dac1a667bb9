package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The view of a queue as a collection: iterating over its items, draining and removing them. */
interface BlockingQueueViewItemsContract extends QueueFixture {
    @Test
    default void drainTo_movesAtMostTheGivenNumber() throws Exception {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        for (var i = 0; i < 5; i++) {
            view.put(i);
        }
        var target = new ArrayList<Integer>();
        assertThat(view.drainTo(target, 0)).isZero();
        assertThat(view.drainTo(target, -1)).isZero();
        assertThat(view.drainTo(target, 2)).isEqualTo(2);
        assertThat(view.drainTo(target)).isEqualTo(3);
        assertThat(target).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(5);
        assertThatThrownBy(() -> view.drainTo(view)).isInstanceOf(IllegalArgumentException.class);
        var sameQueue = queue.asBlockingQueue();
        assertThatThrownBy(() -> view.drainTo(sameQueue)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view.drainTo(null)).isInstanceOf(NullPointerException.class);
    }

    @EachThreadKind
    default void drainTo_wakesBlockedPuts(ThreadKind kind) throws Exception {
        var queue = create(2);
        queue.put(1);
        queue.put(2);
        try (var putters = Bunch.start(kind, 2, index -> queue.put(3))) {
            allBlocked(putters, queue);
            assertThat(queue.asBlockingQueue().drainTo(new ArrayList<>(), 2)).isEqualTo(2);
        }
        assertThat(queue.qsize()).isEqualTo(2);
    }

    @Test
    default void iterator_returnsASnapshotInOrder() throws Exception {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        view.put(1);
        view.put(2);
        view.put(3);
        var iterator = view.iterator();
        var seen = new ArrayList<>(view);
        assertThat(view.contains(2)).isTrue();
        assertThat(view.toArray()).hasSize(3);
        var taken = new ArrayList<Integer>();
        view.drainTo(taken);
        assertThat(seen).isEqualTo(taken);
        assertThat(iterator).toIterable().containsExactlyElementsOf(taken);
        assertThat(queue.empty()).isTrue();
    }

    /** A stream relies on the number of items that the spliterator reports. */
    @Test
    default void spliterator_isASizedSnapshot() throws Exception {
        var view = create(0).asBlockingQueue();
        view.addAll(List.of(1, 2, 3));
        var items = view.spliterator();
        var taken = new ArrayList<Integer>();
        view.drainTo(taken, 2);
        assertThat(items.getExactSizeIfKnown()).isEqualTo(3);
        view.drainTo(taken);
        view.put(4);
        var seen = new ArrayList<Integer>();
        items.forEachRemaining(seen::add);
        assertThat(seen).isEqualTo(taken);
        assertThat(view.stream().toList()).containsExactly(4);
    }

    @Test
    default void viewClear_countsAllItemsAsDone() throws Exception {
        var queue = create(0);
        queue.put(null);
        queue.put(1);
        queue.asBlockingQueue().clear();
        assertThat(queue.empty()).isTrue();
        assertThat(queue.join(0)).isTrue();
    }

    @Test
    default void remove_countsTheItemAsDoneAndFreesCapacity() throws Exception {
        var queue = create(3);
        var view = queue.asBlockingQueue();
        view.addAll(List.of(1, 2, 3));
        assertThat(view.remove(4)).isFalse();
        assertThat(view.remove(2)).isTrue();
        assertThat(view.remove(2)).isFalse();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        assertThat(view.offer(4)).isTrue();
        assertThat(view).containsExactlyInAnyOrder(1, 3, 4);
        assertThat(view.removeIf(item -> item < 4)).isTrue();
        assertThat(view).containsExactly(4);
        assertThat(view.remove(4)).isTrue();
        assertThat(queue.join(0)).isTrue();
    }

    @EachThreadKind
    default void remove_wakesABlockedPut(ThreadKind kind) throws Exception {
        var queue = create(1);
        queue.put(1);
        try (var putter = Bunch.start(kind, index -> queue.put(2))) {
            allBlocked(putter, queue);
            assertThat(queue.asBlockingQueue().remove(1)).isTrue();
        }
        assertThat(queue.get()).isEqualTo(2);
    }

    @Test
    default void iteratorRemove_removesTheItemIfPresent() {
        var view = create(0).asBlockingQueue();
        view.addAll(List.of(1, 2, 3));
        var iterator = view.iterator();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        var first = iterator.next();
        iterator.remove();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(view).hasSize(2).doesNotContain(first);
        var second = iterator.next();
        assertThat(view.remove(second)).isTrue();
        iterator.remove(); // already removed
        assertThat(view).hasSize(1).doesNotContain(second);
    }

    @Test
    default void iteratorRemove_equalItems_removesTheReturnedOccurrence() throws Exception {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        view.addAll(List.of(1, 2, 1, 2, 1));
        var expected = new ArrayList<>(view);
        var iterator = view.iterator();
        for (var i = 0; i < 5; i++) {
            iterator.next();
            if (i == 2 || i == 4) {
                iterator.remove();
            }
        }
        expected.remove(4);
        expected.remove(2);
        assertThat(view).containsExactlyElementsOf(expected);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(3);
    }

    @Test
    default void iteratorRemove_earlierEqualItemsTaken_removesTheLastOccurrence() throws Exception {
        var view = create(0).asBlockingQueue();
        view.addAll(List.of(1, 1, 1));
        var iterator = view.iterator();
        iterator.next();
        iterator.next();
        view.take();
        view.take();
        iterator.remove();
        assertThat(view).isEmpty();
    }

    @Test
    default void nullItems_areIteratedAndRemoved() throws Exception {
        var queue = create(0);
        for (var item : new Integer[] {1, null, null}) {
            queue.put(item);
        }
        var view = queue.asBlockingQueue();
        assertThat(view.contains(null)).isTrue();
        assertThat(view.toArray()).containsExactlyInAnyOrder(1, null, null);
        assertThat(view.removeIf(Objects::isNull)).isTrue();
        assertThat(view).containsExactly(1);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    /** A user-defined {@code equals} can call methods of the queue. */
    @Test
    default void remove_callsEqualsWithoutTheMutex() throws Exception {
        var queue = create(0);
        queue.put(1);
        var usesIt = new Object() {
            @Override
            public boolean equals(Object other) {
                return queue.qsize() == 1;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        };
        Collection<?> view = queue.asBlockingQueue();
        assertThat(view.contains(usesIt)).isTrue();
        assertThat(view.remove(usesIt)).isTrue();
        assertThat(queue.empty()).isTrue();
    }
}
