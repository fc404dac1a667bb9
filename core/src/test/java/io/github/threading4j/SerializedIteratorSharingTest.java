package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A serialized iterator that several threads share: each item is returned to exactly one thread. */
class SerializedIteratorSharingTest {
    private static final int ITEMS = 3_000;

    /** An iterator that counts up and is not thread-safe. */
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

    /** A way to loop over an iterator. */
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
    void items_allThreadsUseTheSameLoop_areEachReturnedToOneThread(ThreadKind kind) {
        for (var loop : Loop.values()) {
            var items = counter();
            var taken = new ConcurrentLinkedQueue<Integer>();
            Bunch.start(kind, 5, index -> loop.over(items, taken::add)).close();
            assertEachOnce(taken);
        }
    }

    @EachThreadKind
    void items_threadsUseDifferentLoops_areEachReturnedToOneThread(ThreadKind kind) {
        var items = counter();
        var taken = new ConcurrentLinkedQueue<Integer>();
        Bunch.start(kind, Loop.values().length, index -> Loop.values()[index].over(items, taken::add))
                .close();
        assertEachOnce(taken);
    }

    @Test
    void items_ofEachThread_areInOrder() {
        var items = counter();
        Bunch.start(ThreadKind.PLATFORM, 4, index -> {
                    var mine = new ArrayList<Integer>();
                    items.forEachRemaining(mine::add);
                    assertThat(mine).isSorted();
                })
                .close();
    }

    @EachThreadKind
    void hasNext_returnedTrue_reservesTheItemForTheCaller(ThreadKind kind) {
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

    @EachThreadKind
    void next_whileAnotherThreadReadsTheSource_waits(ThreadKind kind) throws Exception {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var items = Threading.serializeIterator(IntStream.range(0, 2)
                .peek(i -> {
                    asked.countDown();
                    Await.until("the test lets the source continue", () -> goOn.getCount() == 0);
                })
                .iterator());
        try (var first = Bunch.start(kind, index -> assertThat(items.next()).isZero())) {
            asked.await();
            try (var second =
                    Bunch.start(kind, index -> assertThat(items.next()).isEqualTo(1))) {
                Await.parked(second.thread().toJavaThread());
                second.thread().interrupt(); // has no effect: next is not interruptible
                goOn.countDown();
            }
        }
    }

    @Test
    void synchronizedIterator_eachCall_createsANewSerializedIterator() {
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
}
