package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializedIteratorTest {
    private static final int ITEMS = 3_000;

    /** Counts up, and is as little safe for threads as an iterator can be. */
    private static final class Counter implements Iterator<Integer> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < ITEMS;
        }

        @Override
        public Integer next() {
            var mine = next;
            Thread.yield();
            next = mine + 1;
            return mine;
        }
    }

    private static SerializedIterator<Integer> counter() {
        return Threading.serializeIterator(new Counter());
    }

    /** How a thread goes through an iterator. */
    enum Loop {
        HAS_NEXT_AND_NEXT {
            @Override
            void over(SerializedIterator<Integer> items, Consumer<Integer> taken) {
                while (items.hasNext()) {
                    taken.accept(items.next());
                }
            }
        },
        NEXT_ALONE {
            @Override
            void over(SerializedIterator<Integer> items, Consumer<Integer> taken) {
                try {
                    for (; ; ) {
                        taken.accept(items.next());
                    }
                } catch (NoSuchElementException end) {
                    assertThat(end).hasMessage("the iterator has ended");
                }
            }
        },
        TRY_ADVANCE {
            @Override
            void over(SerializedIterator<Integer> items, Consumer<Integer> taken) {
                while (items.tryAdvance(taken)) {
                    Thread.yield();
                }
            }
        },
        FOR_EACH_REMAINING {
            @Override
            void over(SerializedIterator<Integer> items, Consumer<Integer> taken) {
                items.forEachRemaining(taken);
            }
        },
        HAS_NEXT_TWICE {
            @Override
            void over(SerializedIterator<Integer> items, Consumer<Integer> taken) {
                while (items.hasNext()) {
                    assertThat(items.hasNext()).isTrue();
                    taken.accept(items.next());
                }
            }
        };

        abstract void over(SerializedIterator<Integer> items, Consumer<Integer> taken);
    }

    private static void assertEachOnce(Iterable<Integer> taken) {
        assertThat(taken).hasSize(ITEMS).doesNotHaveDuplicates();
    }

    @EachThreadKind
    void eachItem_ofOneLoop_goesToExactlyOneThread(ThreadKind kind) {
        for (var loop : Loop.values()) {
            var items = counter();
            var taken = new ConcurrentLinkedQueue<Integer>();
            Bunch.start(kind, 5, index -> loop.over(items, taken::add)).close();
            assertEachOnce(taken);
        }
    }

    @EachThreadKind
    void eachItem_ofMixedLoops_goesToExactlyOneThread(ThreadKind kind) {
        var items = counter();
        var taken = new ConcurrentLinkedQueue<Integer>();
        Bunch.start(kind, Loop.values().length, index -> Loop.values()[index].over(items, taken::add))
                .close();
        assertEachOnce(taken);
    }

    @Test
    void eachThread_seesItsItemsInOrder() {
        var items = counter();
        Bunch.start(ThreadKind.PLATFORM, 4, index -> {
                    var mine = new ArrayList<Integer>();
                    items.forEachRemaining(mine::add);
                    assertThat(mine).isSorted();
                })
                .close();
    }

    @EachThreadKind
    void hasNext_byOneThread_keepsTheItemForItAlone(ThreadKind kind) {
        var items = Threading.serializeIterator(List.of("one", "two"));
        assertThat(items.hasNext()).isTrue();
        assertThat(items.hasNext()).isTrue();
        kind.run(() -> {
            assertThat(items.next()).isEqualTo("two");
            assertThat(items.hasNext()).isFalse();
            assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
        });
        assertThat(items.hasNext()).isTrue();
        assertThat(items.next()).isEqualTo("one");
        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).hasMessage("the iterator has ended");
    }

    @Test
    void source_isAskedForNoMoreThanIsNeeded() {
        var asked = new AtomicInteger();
        var items = Threading.serializeIterator(
                IntStream.range(0, 10).peek(i -> asked.incrementAndGet()).iterator());
        assertThat(asked).hasValue(0);
        assertThat(items.next()).isZero();
        assertThat(asked).hasValue(1);
    }

    @Test
    void nulls_areItems() {
        var items = Threading.<String>serializeIterator(Arrays.asList(null, "one", null));
        assertThat(items.hasNext()).isTrue();
        assertThat(items.hasNext()).isTrue();
        assertThat(items.next()).isNull();
        assertThat(items.next()).isEqualTo("one");
        var seen = new ArrayList<String>();
        assertThat(items.tryAdvance(seen::add)).isTrue();
        assertThat(seen).containsOnlyNulls();
        assertThat(items.tryAdvance(seen::add)).isFalse();
    }

    /** Fails each second time. */
    private static Iterator<Integer> failing(boolean inHasNext) {
        var asked = new AtomicInteger();
        return new Iterator<>() {
            private void ask() {
                if (asked.incrementAndGet() % 2 == 0) {
                    throw new IllegalStateException("source fails");
                }
            }

            @Override
            public boolean hasNext() {
                if (inHasNext) {
                    ask();
                }
                return asked.get() < 6;
            }

            @Override
            public Integer next() {
                if (!inHasNext) {
                    ask();
                }
                return asked.get();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void source_throws_reachesTheOneWhoAskedAndTheOthersGoOn(boolean inHasNext) {
        var items = Threading.serializeIterator(failing(inHasNext));
        assertThat(items.next()).isEqualTo(1);
        assertThatThrownBy(items::hasNext).hasMessage("source fails");
        ThreadKind.PLATFORM.run(() -> assertThat(items.next()).isEqualTo(3));
        assertThatThrownBy(items::next).hasMessage("source fails");
        ThreadKind.PLATFORM.run(() -> assertThat(items.next()).isEqualTo(5));
    }

    @Test
    void tryAdvance_actionThrows_hasTakenTheItem() {
        var items = Threading.serializeIterator(List.of(1, 2));
        assertThatThrownBy(() -> items.tryAdvance(item -> {
                    throw new IllegalStateException("action fails at " + item);
                }))
                .hasMessage("action fails at 1");
        assertThat(items.next()).isEqualTo(2);
    }

    @Test
    void tryAdvance_null_isRefusedAndTakesNothing() {
        var items = Threading.serializeIterator(List.of(1));
        assertThatThrownBy(() -> items.tryAdvance(null)).isInstanceOf(NullPointerException.class);
        assertThat(items.next()).isEqualTo(1);
    }

    @Test
    void tryAdvance_action_mayAskTheIterator() {
        var items = Threading.serializeIterator(List.of(1, 2, 3));
        var sum = new AtomicInteger();
        assertThat(items.tryAdvance(first -> sum.set(first + items.next()))).isTrue();
        assertThat(sum).hasValue(3);
        assertThat(items.next()).isEqualTo(3);
    }

    @Test
    void source_asksItsOwnIterator_getsAClearError() {
        var self = new AtomicReference<SerializedIterator<Integer>>();
        for (var ask : List.<Consumer<SerializedIterator<Integer>>>of(
                Iterator::hasNext, Iterator::next, items -> items.tryAdvance(item -> {}))) {
            self.set(Threading.serializeIterator(Stream.generate(() -> {
                        ask.accept(self.get());
                        return 1;
                    })
                    .iterator()));
            assertThatThrownBy(self.get()::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the source of a serialized iterator asks the iterator itself");
            assertThatThrownBy(self.get()::next).isInstanceOf(IllegalStateException.class); // and nothing stays locked
        }
    }

    @EachThreadKind
    void next_whileAnotherThreadAsksTheSource_waitsForIt(ThreadKind kind) throws Exception {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var items = Threading.serializeIterator(IntStream.range(0, 2)
                .peek(i -> {
                    asked.countDown();
                    Await.until("it may go on", () -> goOn.getCount() == 0);
                })
                .iterator());
        try (var first = Bunch.start(kind, index -> assertThat(items.next()).isZero())) {
            asked.await();
            try (var second =
                    Bunch.start(kind, index -> assertThat(items.next()).isEqualTo(1))) {
                Await.parked(second.thread().toJavaThread());
                second.thread().interrupt(); // makes no difference
                goOn.countDown();
            }
        }
    }

    @Test
    void close_ofAStream_closesIt() throws Exception {
        var closed = new AtomicInteger();
        try (var items = Threading.serializeIterator(Stream.of(1, 2).onClose(closed::incrementAndGet))) {
            assertThat(items.next()).isEqualTo(1);
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).hasValue(1);
    }

    /** An iterator with something to close. */
    private interface CloseableIterator extends Iterator<Integer>, AutoCloseable {
        @Override
        default boolean hasNext() {
            return false;
        }

        @Override
        default Integer next() {
            throw new NoSuchElementException();
        }
    }

    @Test
    void close_ofACloseableIterator_closesItAndPassesOnWhatItThrows() {
        CloseableIterator source = () -> {
            throw new IOException("can't close");
        };
        var items = Threading.serializeIterator((Iterator<Integer>) source);
        assertThatThrownBy(items::close).isInstanceOf(IOException.class).hasMessage("can't close");
        assertThatThrownBy(items::close).isInstanceOf(IOException.class);
        assertThat(items.hasNext()).isFalse();
    }

    @Test
    void close_ofAnotherIterator_doesNothing() throws Exception {
        var items = Threading.serializeIterator(List.of(1));
        items.close();
        assertThat(items.next()).isEqualTo(1);
    }

    @Test
    void serializeIterator_takesTheIteratorAtOnce_andRefusesNull() {
        var list = new ArrayList<>(List.of(1));
        var items = Threading.serializeIterator(list);
        list.add(2);
        assertThatThrownBy(items::next).isInstanceOf(java.util.ConcurrentModificationException.class);
        assertThatThrownBy(() -> Threading.serializeIterator((Iterator<String>) null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Threading.serializeIterator((List<String>) null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Threading.serializeIterator((Stream<String>) null))
                .isInstanceOf(NullPointerException.class);
        var used = Stream.of(1);
        used.count();
        assertThatThrownBy(() -> Threading.serializeIterator(used)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void synchronizedIterator_eachCall_makesASerializedIteratorOfItsOwn() {
        var range = Threading.synchronizedIterator(
                (Integer end) -> IntStream.range(0, end).iterator());
        var first = range.apply(2);
        var second = range.apply(3);
        assertThat(first.next()).isZero();
        assertThat(second.next()).isZero();
        assertThat(first.next()).isEqualTo(1);
        assertThat(first.hasNext()).isFalse();
        var counters = Threading.synchronizedIterator(Counter::new);
        var items = counters.get();
        var taken = new ConcurrentLinkedQueue<Integer>();
        Bunch.start(ThreadKind.PLATFORM, 3, index -> items.forEachRemaining(taken::add))
                .close();
        assertEachOnce(taken);
        assertThat(counters.get().next()).isZero();
    }

    @Test
    void synchronizedIterator_functionFails_passesItOn() {
        var failing = Threading.synchronizedIterator((String text) -> {
            throw new IllegalStateException(text);
        });
        assertThatThrownBy(() -> failing.apply("no iterator")).hasMessage("no iterator");
        assertThatThrownBy(() -> Threading.synchronizedIterator((java.util.function.Supplier<Iterator<String>>) null))
                .isInstanceOf(NullPointerException.class);
    }
}
