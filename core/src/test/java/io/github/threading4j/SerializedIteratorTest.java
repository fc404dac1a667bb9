package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A serialized iterator and its source. */
class SerializedIteratorTest {
    @Test
    void source_isNotReadAhead() {
        var asked = new AtomicInteger();
        var items = Threading.serializeIterator(
                IntStream.range(0, 10).peek(i -> asked.incrementAndGet()).iterator());
        assertThat(asked).hasValue(0);
        assertThat(items.next()).isZero();
        assertThat(asked).hasValue(1);
    }

    /**
     * Memory must be allocated before the source is read, or an OutOfMemoryError after the read would lose the item.
     */
    @Test
    void hasNext_afterTheSourceReturned_allocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var source = new Iterator<Integer>() {
            long allocated;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                allocated = threads.getCurrentThreadAllocatedBytes();
                return 1;
            }
        };
        for (var i = 0; i < 3; i++) { // the first time also loads classes
            assertThat(Threading.serializeIterator(source).next()).isEqualTo(1);
        }
        var items = Threading.serializeIterator(source);
        for (var i = 0; i < 2; i++) {
            items.hasNext();
            var after = threads.getCurrentThreadAllocatedBytes();
            assertThat(after - source.allocated).as("bytes, in call " + i).isZero();
            items.next();
        }
    }

    @Test
    void next_doesNotKeepTheItemReachable() {
        var items = Threading.serializeIterator(Stream.generate(Object::new));
        var taken = new WeakReference<>(items.next());
        Await.collected("the item", () -> taken.refersTo(null));
        assertThat(items.hasNext()).isTrue();
    }

    @Test
    void nullItems_areReturned() {
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

    /** Returns an iterator that fails in every second call of {@code hasNext} or {@code next}. */
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
    void source_throws_onlyThatCallThrows(boolean inHasNext) {
        var items = Threading.serializeIterator(failing(inHasNext));
        assertThat(items.next()).isEqualTo(1);
        assertThatThrownBy(items::hasNext).hasMessage("source fails");
        ThreadKind.PLATFORM.run(() -> assertThat(items.next()).isEqualTo(3));
        assertThatThrownBy(items::next).hasMessage("source fails");
        ThreadKind.PLATFORM.run(() -> assertThat(items.next()).isEqualTo(5));
    }

    @Test
    void tryAdvance_actionThrows_consumesTheItem() {
        var items = Threading.serializeIterator(List.of(1, 2));
        assertThatThrownBy(() -> items.tryAdvance(item -> {
                    throw new IllegalStateException("action fails at " + item);
                }))
                .hasMessage("action fails at 1");
        assertThat(items.next()).isEqualTo(2);
    }

    @Test
    void tryAdvance_null_isRejectedWithoutConsumingAnItem() {
        var items = Threading.serializeIterator(List.of(1));
        assertThatThrownBy(() -> items.tryAdvance(null)).isInstanceOf(NullPointerException.class);
        assertThat(items.next()).isEqualTo(1);
    }

    @Test
    void tryAdvance_actionCallsNext_getsTheItemAfterItsOwn() {
        var items = Threading.serializeIterator(List.of(1, 2, 3));
        var sum = new AtomicInteger();
        assertThat(items.tryAdvance(first -> sum.set(first + items.next()))).isTrue();
        assertThat(sum).hasValue(3);
        assertThat(items.next()).isEqualTo(3);
    }

    @Test
    void source_usesItsOwnIterator_throwsIllegalState() {
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
                    .hasMessageContaining("the source of a serialized iterator calls the iterator itself");
            // The first call has released the lock.
            assertThatThrownBy(self.get()::next).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void close_sourceIsAStream_closesTheStream() throws Exception {
        var closed = new AtomicInteger();
        try (var items = Threading.serializeIterator(Stream.of(1, 2).onClose(closed::incrementAndGet))) {
            assertThat(items.next()).isEqualTo(1);
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).hasValue(1);
    }

    /** An iterator that can be closed. */
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
    void close_sourceIsACloseableIterator_closesItAndRethrows() {
        CloseableIterator source = () -> {
            throw new IOException("can't close");
        };
        var items = Threading.serializeIterator((Iterator<Integer>) source);
        assertThatThrownBy(items::close).isInstanceOf(IOException.class).hasMessage("can't close");
        assertThatThrownBy(items::close).isInstanceOf(IOException.class);
        assertThat(items.hasNext()).isFalse();
    }

    @Test
    void close_sourceIsNotCloseable_hasNoEffect() throws Exception {
        var items = Threading.serializeIterator(List.of(1));
        items.close();
        assertThat(items.next()).isEqualTo(1);
    }

    @Test
    void serializeIterator_callsIteratorImmediatelyAndRejectsNull() {
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
    void synchronizedIterator_functionThrows_rethrows() {
        var failing = Threading.synchronizedIterator((String text) -> {
            throw new IllegalStateException(text);
        });
        assertThatThrownBy(() -> failing.apply("no iterator")).hasMessage("no iterator");
        assertThatThrownBy(() -> Threading.synchronizedIterator((java.util.function.Supplier<Iterator<String>>) null))
                .isInstanceOf(NullPointerException.class);
    }
}
