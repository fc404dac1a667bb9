package io.github.threading4j.queue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PriorityQueueTest implements QueueContract {
    @Override
    public Queue<Integer> create(int maxsize) {
        return new PriorityQueue<>(maxsize, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    @Test
    void get_returnsTheSmallestItemFirst() throws Exception {
        var items = new ArrayList<>(IntStream.range(0, 100).boxed().toList());
        Collections.shuffle(items, new Random(1));
        var queue = new PriorityQueue<Integer>();
        var reversed = new PriorityQueue<Integer>(Comparator.reverseOrder());
        for (var item : items) {
            queue.put(item);
            reversed.put(item);
        }
        assertThat(new ArrayList<>(queue.asBlockingQueue())).isSorted();
        for (var i = 0; i < 100; i++) {
            assertThat(queue.get()).isEqualTo(i);
            assertThat(reversed.get()).isEqualTo(99 - i);
        }
    }

    @Test
    void put_incomparableItem_isRejectedEvenIfItIsTheFirst() throws Exception {
        var queue = new PriorityQueue<Object>(5);
        assertThatThrownBy(() -> queue.put(new Object())).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> queue.put(null)).isInstanceOf(NullPointerException.class);
        queue.put("text");
        assertThatThrownBy(() -> queue.putNowait(1)).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> queue.putNowait(null)).isInstanceOf(NullPointerException.class);
        assertThat(queue.qsize()).isEqualTo(1);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        assertThat(queue.get()).isEqualTo("text");
    }

    @Test
    void get_comparatorThrows_removesNothing() throws Exception {
        var fails = new AtomicBoolean();
        var queue = failingQueue(0, fails);
        for (var item : new int[] {5, 3, 4, 1, 2}) {
            queue.put(item);
        }
        fails.set(true);
        assertThatThrownBy(queue::get).hasMessage("cannot compare");
        assertThatThrownBy(queue::getNowait).hasMessage("cannot compare");
        assertThat(queue.qsize()).isEqualTo(5);
        fails.set(false);
        assertThat(queue.asBlockingQueue()).containsExactly(1, 2, 3, 4, 5);
    }

    /** A thread that is woken for capacity but does not use it must wake another thread. */
    @EachThreadKind
    void put_rejectedAfterWaiting_wakesAnotherPut(ThreadKind kind) throws Exception {
        var queue = new PriorityQueue<Object>(1);
        queue.put(1);
        try (var bad = Bunch.start(
                kind,
                index -> assertThatThrownBy(() -> queue.put(new Object())).isInstanceOf(ClassCastException.class))) {
            allBlocked(bad, queue);
            try (var good = Bunch.start(kind, index -> queue.put(2))) {
                allBlocked(good, queue);
                assertThat(queue.get()).isEqualTo(1);
            }
        }
        assertThat(queue.get()).isEqualTo(2);
    }

    /**
     * If the view checked only the type of the exception, it would conclude that its own queue has been shut down, and
     * the exception would be lost.
     */
    @Test
    void view_comparatorThrowsQueueShutDownOfAnotherQueue_rethrows() throws Exception {
        var other = new Queue<Integer>();
        other.shutdown();
        var failing = new AtomicBoolean();
        var queue = new PriorityQueue<Integer>((a, b) -> {
            if (failing.get()) {
                other.getNowait();
            }
            return a.compareTo(b);
        });
        queue.put(1);
        queue.put(2);
        queue.put(3);
        failing.set(true);
        var view = queue.asBlockingQueue();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> view.offer(4),
                () -> view.offer(4, 1, SECONDS),
                view::take,
                () -> view.poll(1, SECONDS),
                view::poll)) {
            assertThatThrownBy(use)
                    .isInstanceOf(QueueShutDownException.class)
                    .hasMessage("queue was shut down: " + other);
        }
        queue.shutdown();
        for (var loop : List.of(queue.untilShutdown(), Queue.of(view).untilShutdown())) {
            assertThatThrownBy(() -> loop.iterator().hasNext()).isInstanceOf(QueueShutDownException.class);
        }
        failing.set(false);
        var rest = new ArrayList<Integer>();
        queue.untilShutdown().forEach(rest::add);
        assertThat(rest).containsExactly(1, 2, 3);
        assertThat(Queue.of(view).untilShutdown().iterator().hasNext()).isFalse();
    }

    @Test
    void shutdownImmediateAndClear_doNotCallTheComparator() throws Exception {
        var fails = new AtomicBoolean();
        var queue = failingQueue(0, fails);
        queue.put(1);
        queue.put(2);
        queue.put(3);
        fails.set(true);
        assertThat(queue.clear()).isEqualTo(3);
        fails.set(false);
        queue.put(1);
        queue.put(2);
        queue.put(3);
        fails.set(true);
        queue.shutdown(true);
        assertThat(queue.join(0)).isTrue();
    }

    @Test
    void name_isShownByToString_nullIsRejected() {
        var order = Comparator.<Integer>naturalOrder();
        assertThat(new PriorityQueue<>(5, order, "jobs"))
                .hasToString("PriorityQueue[name=jobs, size=0/5, unfinished=0]");
        assertThatThrownBy(() -> new PriorityQueue<>(5, order, null)).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> new PriorityQueue<Integer>(null)).hasMessage("comparator: null (expected a value)");
        assertThatThrownBy(() -> new PriorityQueue<Integer>(5, null)).hasMessage("comparator: null (expected a value)");
    }

    private static PriorityQueue<Integer> failingQueue(int maxsize, AtomicBoolean fails) {
        return new PriorityQueue<>(maxsize, (a, b) -> {
            if (fails.get()) {
                throw new IllegalStateException("cannot compare");
            }
            return a.compareTo(b);
        });
    }

    private interface Use {
        void of(PriorityQueue<Integer> queue) throws InterruptedException;
    }

    /** If the call by the comparator did not fail, it would deadlock. */
    @Test
    void comparator_usesItsQueue_throwsIllegalStateAndChangesNothing() throws Exception {
        assertRefused(queue -> queue.put(9));
        assertRefused(queue -> queue.putNowait(9));
        assertRefused(PriorityQueue::get);
        assertRefused(queue -> queue.get(1.0));
        assertRefused(PriorityQueue::getNowait);
        assertRefused(PriorityQueue::qsize);
        assertRefused(PriorityQueue::taskDone);
        assertRefused(PriorityQueue::join);
        assertRefused(PriorityQueue::clear);
        assertRefused(PriorityQueue::shutdown);
        assertRefused(queue -> queue.setMaxsize(3));
        assertRefused(queue -> queue.asBlockingQueue().poll());
        assertRefused(queue -> queue.asBlockingQueue().remove(2));
    }

    private static void assertRefused(Use use) throws Exception {
        var queue = new AtomicReference<PriorityQueue<Integer>>();
        var uses = new AtomicBoolean();
        queue.set(new PriorityQueue<>((a, b) -> {
            if (uses.getAndSet(false)) {
                try {
                    use.of(queue.get());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return a.compareTo(b);
        }));
        queue.get().put(2);
        queue.get().put(3);
        uses.set(true);
        assertThatThrownBy(() -> queue.get().put(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the queue is called by its own comparator or store: "
                        + "PriorityQueue[size=2, unfinished=2] "
                        + "(expected no such call)");
        assertThat(queue.get().get() + 10 * queue.get().get()).isEqualTo(32);
        assertThat(queue.get().getUnfinishedTasks()).isEqualTo(2);
    }

    /** {@code toString} does not acquire the mutex, so that a dump or a log line can always show the queue. */
    @Test
    void comparator_callsToStringOfItsQueue_doesNotFail() throws Exception {
        var queue = new AtomicReference<PriorityQueue<Integer>>();
        queue.set(new PriorityQueue<>((a, b) -> queue.get().toString().isEmpty() ? 0 : a.compareTo(b)));
        queue.get().put(2);
        queue.get().put(1);
        assertThat(queue.get().get()).isEqualTo(1);
    }
}
