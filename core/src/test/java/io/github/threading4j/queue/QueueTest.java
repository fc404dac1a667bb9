package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest implements QueueContract {
    @Override
    public Queue<Integer> create(int maxsize) {
        return new Queue<>(maxsize);
    }

    @Test
    void get_returnsItemsInFifoOrder() throws Exception {
        var queue = new Queue<Integer>();
        for (var i = 0; i < 100; i++) {
            queue.put(i);
        }
        for (var i = 0; i < 100; i++) {
            assertThat(queue.get()).isEqualTo(i);
        }
    }

    @EachThreadKind
    void get_waiters_areServedInFifoOrder(ThreadKind kind) throws Exception {
        var queue = new Queue<Integer>();
        var bunches = new ArrayList<Bunch>();
        for (var i = 0; i < 5; i++) {
            var expected = i;
            bunches.add(Bunch.start(kind, index -> assertThat(queue.get()).isEqualTo(expected)));
            allBlocked(bunches.get(i), queue);
        }
        for (var i = 0; i < 5; i++) {
            queue.put(i);
            bunches.get(i).join();
        }
    }

    /** The joiner is interrupted after its timeout. If it waited again, it would throw InterruptedException. */
    @EachThreadKind
    void join_timesOutBeforeItHasTheMutex_doesNotWaitAgain(ThreadKind kind) throws Exception {
        var queue = new Queue<Integer>();
        queue.put(1);
        var core = (MutexQueueCore<Integer>) queue.core;
        core.mutex.lock();
        try (var joiner = Bunch.start(kind, index -> {
            assertThat(queue.join(0.001)).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        })) {
            try {
                Await.waiting(joiner.thread(), queue);
                var begin = System.nanoTime();
                Await.until("the time has elapsed", () -> System.nanoTime() - begin > 1_000_000);
                joiner.thread().interrupt();
            } finally {
                core.mutex.unlock();
            }
        }
    }

    @Test
    void name_isShownByToString_nullIsRejected() {
        assertThat(new Queue<>(10, "jobs")).hasToString("Queue[name=jobs, size=0/10, unfinished=0]");
        assertThat(new Queue<>()).hasToString("Queue[size=0, unfinished=0]");
        assertThat(new LifoQueue<>(0, "stack")).hasToString("LifoQueue[name=stack, size=0, unfinished=0]");
        for (var create : List.<Runnable>of(() -> new Queue<>(0, null), () -> new LifoQueue<>(0, null))) {
            assertThatThrownBy(create::run)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("name: null (expected a value)");
        }
    }

    @EachThreadKind
    void blocker_ofAThreadBlockedInGet_hasKindItemAndNoHolder(ThreadKind kind) throws Exception {
        var queue = new Queue<Integer>(0, "jobs");
        try (var getter = Bunch.start(kind, index -> queue.get())) {
            allBlocked(getter, queue);
            var point = Blocker.of(getter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.ITEM);
            assertThat(point.holder()).isNull();
            queue.put(1);
        }
    }

    /** A thread that is woken for an item but fails to take it must wake another thread. */
    @EachThreadKind
    void get_failsAfterWaiting_wakesAnotherGet(ThreadKind kind) throws Exception {
        var items = new UnreliableItems();
        items.fails = true;
        var queue = new Queue<Integer>(items, 0, null);
        try (var first =
                Bunch.start(kind, index -> assertThatThrownBy(queue::get).hasMessage("cannot be taken"))) {
            allBlocked(first, queue);
            try (var second = Bunch.start(kind, index -> assertThat(queue.get()).isEqualTo(7))) {
                allBlocked(second, queue);
                queue.put(7);
            }
        }
    }

    /** Simulates that another thread has taken the item. */
    @EachThreadKind
    void get_wokenForAnItemAlreadyTaken_keepsWaiting(ThreadKind kind) throws Exception {
        var items = new UnreliableItems();
        var queue = new Queue<Integer>(items, 0, null);
        try (var getter = Bunch.start(kind, index -> assertThat(queue.get(300)).isEqualTo(7))) {
            allBlocked(getter, queue);
            items.hides = true;
            queue.put(7);
            Await.until("the getter has found no item", () -> !items.hides);
            allBlocked(getter, queue);
            queue.put(8);
        }
    }

    /** A collection of items whose first removal fails, or that reports once that it is empty although it is not. */
    private static final class UnreliableItems implements Items<Integer> {
        private final Items<Integer> items = Ring.firstInFirstOut();
        private boolean fails;
        private volatile boolean hides;

        @Override
        public boolean add(Integer item) {
            return items.add(item);
        }

        @Override
        public Integer remove() {
            if (fails) {
                fails = false;
                throw new IllegalStateException("cannot be taken");
            }
            return items.remove();
        }

        @Override
        public boolean remove(Object item, int skipped) {
            return items.remove(item, skipped);
        }

        @Override
        public Integer peek() {
            return items.peek();
        }

        @Override
        public int size() {
            if (hides) {
                hides = false;
                return 0;
            }
            return items.size();
        }

        @Override
        public void clear() {
            items.clear();
        }

        @Override
        public List<Integer> toList() {
            return items.toList();
        }
    }
}
