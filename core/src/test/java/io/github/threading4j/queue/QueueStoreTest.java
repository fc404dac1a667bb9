package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.faulthandler.FaultHandler;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A queue whose items are kept in a custom store. */
class QueueStoreTest
        implements PutGetContract, BoundedContract, TaskContract, ShutdownContract, LiveBoundContract, LoopContract {
    @Override
    public Queue<Integer> create(int maxsize) {
        return Queue.withStore(maxsize, new ScriptedStore());
    }

    @Override
    public PutGet unbounded() {
        return PutGet.of(create(0));
    }

    private static ScriptedStore rejecting(int rejected) {
        var store = new ScriptedStore();
        store.accepts = item -> item != rejected;
        return store;
    }

    @Test
    void name_isShownByToString_nullIsRejected() {
        var store = new ScriptedStore();
        assertThat(Queue.withStore(10, store, "jobs")).hasToString("Queue[name=jobs, size=0/10, unfinished=0]");
        assertThatThrownBy(() -> Queue.withStore(10, store, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> Queue.withStore(10, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("store: null (expected a value)");
        assertThatThrownBy(() -> Queue.withStore(10, null, "jobs")).hasMessage("store: null (expected a value)");
    }

    /** A store of the latest price of each commodity, in the order of their names. */
    private static final class LatestPrices implements QueueStore<Map.Entry<String, Integer>> {
        private final TreeMap<String, Integer> prices = new TreeMap<>();

        @Override
        public boolean add(Map.Entry<String, Integer> price) {
            return prices.put(price.getKey(), price.getValue()) == null;
        }

        @Override
        public Map.Entry<String, Integer> remove() {
            return prices.pollFirstEntry();
        }

        @Override
        public int size() {
            return prices.size();
        }
    }

    @Test
    void put_storeReplacesAnItem_countsNothing() throws Exception {
        var queue = Queue.withStore(0, new LatestPrices());
        queue.put(Map.entry("gold", 7));
        queue.put(Map.entry("coal", 1));
        queue.put(Map.entry("gold", 8));
        assertThat(queue.qsize()).isEqualTo(2);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        assertThat(List.of(queue.get(), queue.get())).containsExactly(Map.entry("coal", 1), Map.entry("gold", 8));
    }

    @Test
    void put_storeRejectsTheItem_returnsAndCountsNothing() throws Exception {
        for (var forms : List.of(BoundedContract.waitingForms(), BoundedContract.tryingForms())) {
            for (var form : forms) {
                var queue = Queue.withStore(3, rejecting(7));
                form.into(queue, 7);
                form.into(queue, 1);
                form.into(queue, 7);
                assertThat(queue.qsize()).isEqualTo(1);
                assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
                assertThat(queue.get()).isEqualTo(1);
                queue.taskDone();
                assertThat(queue.join(0)).isTrue();
                assertThatThrownBy(queue::getNowait).isInstanceOf(QueueEmptyException.class);
            }
        }
    }

    /** As in Python, the queue waits for capacity before it calls the store. */
    @Test
    void put_fullQueueWithARejectingStore_throwsQueueFull() throws Exception {
        var queue = Queue.withStore(1, rejecting(7));
        queue.put(1);
        assertThatThrownBy(() -> queue.putNowait(7)).isInstanceOf(QueueFullException.class);
        assertThatThrownBy(() -> queue.put(7, 0)).isInstanceOf(QueueFullException.class);
        queue.shutdown();
        assertThatThrownBy(() -> queue.putNowait(7)).isInstanceOf(QueueShutDownException.class);
    }

    @Test
    void withStore_storeHasItems_countsThemAsUnfinished() throws Exception {
        var queue = Queue.withStore(2, ScriptedStore.of(1, 2, 3));
        assertThat(queue.qsize()).isEqualTo(3);
        assertThat(queue.full()).isTrue();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(3);
        queue.get();
        assertThatThrownBy(() -> queue.putNowait(4)).isInstanceOf(QueueFullException.class);
        queue.get();
        queue.put(4);
        queue.shutdown();
        for (var item : queue.untilShutdown()) {
            assertThat(item).isIn(3, 4);
        }
        queue.taskDone();
        queue.taskDone();
        assertThat(queue.join(0)).isTrue();
    }

    @Test
    void withStore_sizeNegativeOrThrows_fails() {
        var failing = new ScriptedStore();
        failing.lie = -1;
        assertThatThrownBy(() -> Queue.withStore(0, failing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size of the store: -1 (expected 0 or more)");
        var failure = new IllegalStateException("no size");
        assertThatThrownBy(() -> Queue.withStore(0, new QueueStore<Integer>() {
                    @Override
                    public boolean add(Integer item) {
                        return false;
                    }

                    @Override
                    public Integer remove() {
                        return 1;
                    }

                    @Override
                    public int size() {
                        throw failure;
                    }
                }))
                .isSameAs(failure);
    }

    @Test
    void put_storeOfMaximumSize_throwsOutOfMemory() throws Exception {
        var store = new ScriptedStore();
        store.lie = Integer.MAX_VALUE;
        var queue = Queue.withStore(0, store);
        assertThatThrownBy(() -> queue.put(1))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("the queue is too large: 2147483647 items");
        assertThat(queue.qsize()).isEqualTo(Integer.MAX_VALUE);
        assertThat(store.items).isEmpty();
    }

    @Test
    void queries_doNotCallTheStore() throws Exception {
        var store = ScriptedStore.of(1, 2);
        var queue = Queue.withStore(2, store);
        var calls = store.calls;
        assertThat(queue.qsize()).isEqualTo(2);
        assertThat(queue.empty()).isFalse();
        assertThat(queue.full()).isTrue();
        assertThat(queue).hasToString("Queue[size=2/2, unfinished=2]");
        assertThatThrownBy(() -> queue.putNowait(3)).isInstanceOf(QueueFullException.class);
        queue.setMaxsize(3);
        queue.taskDone();
        queue.taskDone();
        queue.join();
        queue.shutdown();
        assertThat(queue.isShutdown()).isTrue();
        assertThat(store.calls).isEqualTo(calls);
    }

    @Test
    void asBlockingQueue_isNotSupported() {
        var queue = create(0);
        assertThatThrownBy(queue::asBlockingQueue)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("a queue with a store has no BlockingQueue view: Queue[size=0, unfinished=0]");
    }

    /** Dumps and {@code toString} must work while the program hangs. */
    @EachThreadKind
    void store_blocks_toStringAndDumpDoNotBlock(ThreadKind kind) throws Exception {
        var store = new ScriptedStore();
        var queue = Queue.withStore(0, store, "jobs");
        var entered = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        store.beforeAdd = () -> {
            entered.countDown();
            goOn.await();
        };
        try (var putter = Bunch.start(kind, index -> queue.put(1))) {
            entered.await();
            try (var other = Bunch.start(kind, index -> assertThat(queue.get()).isEqualTo(1))) {
                Await.allWaiting(other, queue);
                assertThat(queue).hasToString("Queue[name=jobs, size=0, unfinished=0]");
                assertThat(FaultHandler.traceback()).contains("Queue[name=jobs, size=0, unfinished=0]");
                goOn.countDown();
            }
        }
    }
}
