package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConcurrentTeeTest {
    private static final int ITEMS = 5_000;

    private static <T> List<T> rest(Iterator<T> branch) {
        var rest = new ArrayList<T>();
        branch.forEachRemaining(rest::add);
        return rest;
    }

    @Test
    void branches_oneAfterTheOther_returnAllItemsInOrder() {
        for (var branches : List.of(
                Threading.concurrentTee(List.of(1, 2, 3), 3),
                Threading.concurrentTee(List.of(1, 2, 3).iterator(), 3),
                Threading.concurrentTee(Stream.of(1, 2, 3), 3))) {
            assertThat(branches).hasSize(3);
            for (var branch : branches) {
                assertThat(rest(branch)).containsExactly(1, 2, 3);
                assertThat(branch.hasNext()).isFalse();
                assertThatThrownBy(branch::next)
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessage("the iterator has ended");
            }
        }
    }

    @Test
    void branches_takingTurns_returnAllItemsInOrder() {
        var branches = Threading.concurrentTee(List.of(1, 2), 2);
        assertThat(branches.get(0).next()).isEqualTo(1);
        assertThat(branches.get(1).next()).isEqualTo(1);
        assertThat(branches.get(1).next()).isEqualTo(2);
        assertThat(branches.get(0).hasNext()).isTrue();
        assertThat(branches.get(1).hasNext()).isFalse();
        assertThat(branches.get(0).next()).isEqualTo(2);
        assertThat(branches.get(0).hasNext()).isFalse();
    }

    @EachThreadKind
    void branches_concurrently_returnAllItemsInOrderAndReadEachOnce(ThreadKind kind) {
        var asked = new AtomicInteger();
        var source = new Iterator<Integer>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < ITEMS;
            }

            @Override
            public Integer next() {
                asked.incrementAndGet();
                Thread.yield(); // so that other branches reach the same item
                return next++;
            }
        };
        var branches = Threading.concurrentTee(source, 4);
        var all = IntStream.range(0, ITEMS).boxed().toList();
        Bunch.start(kind, 4, index -> assertThat(rest(branches.get(index))).isEqualTo(all))
                .close();
        assertThat(asked).hasValue(ITEMS);
    }

    @EachThreadKind
    void branch_serialized_canBeSharedBetweenThreads(ThreadKind kind) {
        var branches = Threading.concurrentTee(IntStream.range(0, ITEMS).iterator(), 2);
        var shared = Threading.serializeIterator(branches.get(0));
        var taken = new ConcurrentLinkedQueue<Integer>();
        Bunch.start(kind, 3, index -> shared.forEachRemaining(taken::add)).close();
        assertThat(taken).hasSize(ITEMS).doesNotHaveDuplicates();
        assertThat(rest(branches.get(1))).hasSize(ITEMS);
    }

    @Test
    void concurrentTee_n0_isEmptyAndDoesNotReadTheSource() {
        var source = List.of(1).iterator();
        assertThat(Threading.concurrentTee(source, 0)).isEmpty();
        assertThat(source.next()).isEqualTo(1);
        Iterable<Integer> untouchable = () -> {
            throw new AssertionError("asked for its iterator");
        };
        assertThat(Threading.concurrentTee(untouchable, 0)).isEmpty();
        var stream = Stream.of(1);
        assertThat(Threading.concurrentTee(stream, 0)).isEmpty();
        assertThat(stream.count()).isEqualTo(1);
    }

    @Test
    void concurrentTee_negativeN_isRejectedAndDoesNotReadTheSource() {
        var iterator = List.of(1).iterator();
        assertThatThrownBy(() -> Threading.concurrentTee(iterator, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be >= 0: -1 (expected 0 or more)");
        assertThat(iterator.next()).isEqualTo(1);
        Iterable<Integer> untouchable = () -> {
            throw new AssertionError("asked for its iterator");
        };
        assertThatThrownBy(() -> Threading.concurrentTee(untouchable, -1)).isInstanceOf(IllegalArgumentException.class);
        var stream = Stream.of(1);
        assertThatThrownBy(() -> Threading.concurrentTee(stream, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(stream.count()).isEqualTo(1);
    }

    @Test
    void concurrentTee_null_isRejected() {
        assertThatThrownBy(() -> Threading.concurrentTee((Iterator<String>) null, 1))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Threading.concurrentTee((List<String>) null, 0))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Threading.concurrentTee((Stream<String>) null, 1))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void concurrentTee_returnsAnUnmodifiableList() {
        var branches = Threading.concurrentTee(List.of(1), 1);
        assertThatThrownBy(branches::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void concurrentTee_ofABranch_startsAtItsPosition() {
        var asked = new AtomicInteger();
        var source = Stream.of(1, 2, 3, 4).peek(item -> asked.incrementAndGet());
        var branches = Threading.concurrentTee(source, 2);
        var trunk = branches.get(0);
        trunk.next();
        trunk.next();
        var forks = Threading.concurrentTee(trunk, 2);
        assertThat(rest(forks.get(0))).containsExactly(3, 4);
        assertThat(trunk.next()).isEqualTo(3);
        assertThat(rest(forks.get(1))).containsExactly(3, 4);
        assertThat(rest(trunk)).containsExactly(4);
        assertThat(rest(branches.get(1))).containsExactly(1, 2, 3, 4);
        assertThat(asked).hasValue(4);
        assertThat(Threading.concurrentTee(trunk, 0)).isEmpty();
    }

    @Test
    void nullItems_areReturned() {
        var branches = Threading.<String>concurrentTee(Arrays.asList(null, "one", null), 2);
        for (var branch : branches) {
            assertThat(branch.hasNext()).isTrue();
            assertThat(rest(branch)).containsExactly(null, "one", null);
        }
    }

    @Test
    void source_throws_branchThrowsAndCanContinue() {
        var asked = new AtomicInteger();
        var source = Stream.generate(() -> {
            if (asked.incrementAndGet() % 3 == 0) {
                throw new IllegalStateException("source fails");
            }
            return asked.get();
        });
        var branches = Threading.concurrentTee(source, 2);
        for (var branch : branches) {
            assertThat(branch.next()).isEqualTo(1);
            assertThat(branch.next()).isEqualTo(2);
        }
        assertThatThrownBy(branches.get(0)::hasNext).hasMessage("source fails");
        assertThat(branches.get(1).next()).isEqualTo(4);
        assertThat(branches.get(0).next()).isEqualTo(4); // no item is lost or duplicated after the exception
        assertThat(branches.get(0).next()).isEqualTo(5);
        assertThatThrownBy(branches.get(0)::next).hasMessage("source fails");
        assertThat(branches.get(1).next()).isEqualTo(5);
    }

    @Test
    void source_growsAfterItsEnd_branchesContinue() {
        var growing = new ConcurrentLinkedQueue<>(List.of(1));
        var source = new Iterator<Integer>() {
            @Override
            public boolean hasNext() {
                return !growing.isEmpty();
            }

            @Override
            public Integer next() {
                return growing.remove();
            }
        };
        var branches = Threading.concurrentTee(source, 2);
        assertThat(rest(branches.get(0))).containsExactly(1);
        growing.add(2);
        assertThat(rest(branches.get(1))).containsExactly(1, 2);
        assertThat(rest(branches.get(0))).containsExactly(2);
    }

    @Test
    void source_readsItsOwnBranch_throwsIllegalState() {
        var branches = new AtomicReference<List<Iterator<Integer>>>();
        branches.set(Threading.concurrentTee(
                Stream.generate(() -> branches.get().get(1).next()), 2));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(branches.get().get(0)::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the source of a tee calls one of its branches");
        }
    }

    @Test
    void items_returnedByAllBranches_areCollected() {
        var references = new ArrayList<WeakReference<Object>>();
        var source = Stream.generate(() -> {
            var item = new Object();
            references.add(new WeakReference<>(item));
            return item;
        });
        var branches = Threading.concurrentTee(source, 2);
        for (int i = 0; i < 10; i++) {
            branches.get(0).next();
        }
        System.gc();
        // The second branch has not yet returned the items.
        assertThat(references).hasSize(10).noneMatch(item -> item.refersTo(null));
        for (int i = 0; i < 10; i++) {
            branches.get(1).next();
        }
        // A branch may keep its last item reachable.
        Await.collected(
                "items both returned", () -> references.stream().limit(9).allMatch(item -> item.refersTo(null)));
        assertThat(branches.get(0).hasNext()).isTrue();
    }

    @Test
    void items_notReturnedByACollectedBranch_areCollected() {
        var references = new ArrayList<WeakReference<Object>>();
        var fast = Threading.concurrentTee(
                        Stream.generate(() -> {
                            var item = new Object();
                            references.add(new WeakReference<>(item));
                            return item;
                        }),
                        2)
                .get(0);
        for (int i = 0; i < 10; i++) {
            fast.next();
        }
        Await.collected(
                "the items returned by the only branch left",
                () -> references.stream().limit(9).allMatch(item -> item.refersTo(null)));
        assertThat(fast.hasNext()).isTrue();
    }

    /**
     * A node in the old generation keeps its successors alive until a full collection, so the last branch to pass a
     * node clears the node's link.
     */
    @Test
    void node_passedByAllBranches_hasNoSuccessor() throws Exception {
        for (var lead = 0; lead < 3; lead++) {
            var branches = Threading.concurrentTee(IntStream.range(0, 20).iterator(), 2);
            var nodes = List.of(nodeOf(branches.get(0)), nodeOf(branches.get(1)));
            assertThat(nodes.get(0)).isSameAs(nodes.get(1));
            for (var i = 0; i < lead; i++) {
                branches.get(0).next();
            }
            var forked = Threading.concurrentTee(branches.get(1), 2);
            for (var branch : List.of(branches.get(0), branches.get(1), forked.get(0))) {
                branch.next();
                assertThat(next(nodes.get(0)))
                        .as("a branch has not yet passed the node")
                        .isNotNull();
            }
            forked.get(1).next();
            assertThat(next(nodes.get(0))).isNull();
            for (var branch : List.of(branches.get(1), forked.get(0), forked.get(1))) {
                assertThat(rest(branch))
                        .isEqualTo(IntStream.range(1, 20).boxed().toList());
            }
            assertThat(rest(branches.get(0)))
                    .isEqualTo(IntStream.range(lead + 1, 20).boxed().toList());
        }
    }

    private static Object nodeOf(Iterator<?> branch) throws Exception {
        return field(branch, "node");
    }

    private static Object next(Object node) throws Exception {
        return field(node, "next");
    }

    private static Object field(Object of, String name) throws Exception {
        var field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    @Test
    void source_forksItsOwnBranch_throwsIllegalState() {
        var branches = new AtomicReference<List<Iterator<Integer>>>();
        var source = new Iterator<Integer>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                Threading.concurrentTee(branches.get().get(0), 2);
                return 1;
            }
        };
        branches.set(Threading.concurrentTee((Iterator<Integer>) source, 2));
        assertThatThrownBy(() -> branches.get().get(0).next())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the source of a tee calls one of its branches");
    }
}
