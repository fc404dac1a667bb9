package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that throws, uses its queue, or reports a wrong size. */
class QueueStoreFaultsTest {
    private static final List<Throwable> FAILURES = List.of(
            new IllegalStateException("no disk"),
            new StackOverflowError("deep"),
            new OutOfMemoryError("full"),
            new IOException("sneaky"),
            new InterruptedException("sneaky"),
            new QueueEmptyException("of another queue"));

    private static ScriptedStore.Step deep() {
        return new ScriptedStore.Step() {
            @Override
            public void run() throws Throwable {
                run();
            }
        };
    }

    @Test
    void add_throws_putRethrowsAndCountsNothing() throws Exception {
        for (var failure : FAILURES) {
            for (var forms : List.of(BoundedContract.waitingForms(), BoundedContract.tryingForms())) {
                for (var form : forms) {
                    var store = ScriptedStore.of(1);
                    var queue = Queue.withStore(2, store);
                    store.beforeAdd = ScriptedStore.Step.failing(failure);
                    assertThatThrownBy(() -> form.into(queue, 2)).isSameAs(failure);
                    assertThat(queue).hasToString("Queue[size=1/2, unfinished=1]");
                    store.beforeAdd = () -> {};
                    form.into(queue, 3);
                    assertThat(queue.get() + 10 * queue.get()).isEqualTo(31);
                }
            }
        }
    }

    @Test
    void remove_throws_getRethrowsAndTheItemStays() throws Exception {
        for (var failure : FAILURES) {
            for (var forms : List.of(PutGetContract.waitingForms(), PutGetContract.pollingForms())) {
                for (var form : forms) {
                    var store = ScriptedStore.of(1, 2);
                    var queue = Queue.withStore(2, store);
                    store.beforeRemove = ScriptedStore.Step.failing(failure);
                    assertThatThrownBy(() -> form.from(PutGet.of(queue))).isSameAs(failure);
                    assertThat(queue).hasToString("Queue[size=2/2, unfinished=2]");
                    store.beforeRemove = () -> {};
                    assertThat(form.from(PutGet.of(queue))).isEqualTo(1);
                }
            }
        }
    }

    @EachThreadKind
    void store_overflowsTheStack_queueStaysUsable(ThreadKind kind) {
        kind.run(() -> {
            var store = new ScriptedStore();
            var queue = Queue.withStore(0, store);
            store.beforeAdd = deep();
            assertThatThrownBy(() -> queue.put(1)).isInstanceOf(StackOverflowError.class);
            store.beforeAdd = () -> {};
            queue.put(2);
            store.beforeRemove = deep();
            assertThatThrownBy(queue::get).isInstanceOf(StackOverflowError.class);
            store.beforeRemove = () -> {};
            assertThat(queue.get()).isEqualTo(2);
            assertThat(queue).hasToString("Queue[size=0, unfinished=1]");
        });
    }

    private interface Use {
        void of(Queue<Integer> queue) throws Exception;
    }

    private static final List<Use> USES = List.of(
            queue -> queue.put(9),
            queue -> queue.put(9, 1.0),
            queue -> queue.putNowait(9),
            Queue::get,
            queue -> queue.get(1.0),
            Queue::getNowait,
            Queue::getTask,
            queue -> queue.untilShutdown().iterator().hasNext(),
            Queue::qsize,
            Queue::empty,
            Queue::full,
            Queue::getMaxsize,
            queue -> queue.setMaxsize(3),
            Queue::taskDone,
            Queue::getUnfinishedTasks,
            Queue::join,
            queue -> queue.join(1.0),
            Queue::clear,
            Queue::shutdown,
            queue -> queue.shutdown(true),
            Queue::isShutdown);

    /** If the call by the store did not fail, it would deadlock. */
    @Test
    void store_usesItsQueue_throwsIllegalStateAndChangesNothing() throws Exception {
        for (var use : USES) {
            var store = ScriptedStore.of(1);
            var queue = Queue.withStore(0, store);
            store.beforeAdd = () -> use.of(queue);
            store.beforeRemove = store.beforeAdd;
            for (Use operation : List.<Use>of(it -> it.put(2), Queue::get, Queue::clear)) {
                assertThatThrownBy(() -> operation.of(queue))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the queue is called by its own comparator or store: "
                                + "Queue[size=1, unfinished=1] "
                                + "(expected no such call)");
            }
            store.beforeAdd = queue::toString;
            store.beforeRemove = queue::toString;
            queue.put(2);
            assertThat(queue.get() + 10 * queue.get()).isEqualTo(21);
        }
    }

    /** If the size of a store is not the number of its items, the next call throws instead of returning null. */
    @Test
    void store_reportsAWrongSize_throwsIllegalStateAndChangesNothing() throws Exception {
        var store = new ScriptedStore();
        var queue = Queue.withStore(0, store);
        queue.put(1);
        for (var lie : new int[] {-1, 1}) {
            store.lie = lie;
            for (Use operation : List.<Use>of(
                    it -> it.put(2),
                    Queue::get,
                    Queue::clear,
                    it -> it.untilShutdown().iterator().next())) {
                assertThatThrownBy(() -> operation.of(queue))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("size of the store: " + (1 + lie)
                                + " (expected 1 according to its add and remove): Queue[size=1, unfinished=1]");
            }
        }
        store.lie = 0;
        assertThat(queue.get()).isEqualTo(1);
    }

    @Test
    void taskClose_fails_canBeRepeated() throws Exception {
        var store = ScriptedStore.of(1, 2);
        var queue = Queue.withStore(0, store);
        var task = queue.getTask();
        store.beforeAdd = task::close;
        assertThatThrownBy(() -> queue.put(3)).isInstanceOf(IllegalStateException.class);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        task.close();
        task.close();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    @EachThreadKind
    void clear_fails_countsRemovedItemsAndWakesPuts(ThreadKind kind) throws Exception {
        var store = ScriptedStore.of(1, 2, 3, 4, 5);
        var queue = Queue.withStore(5, store);
        store.beforeRemove = failingAt(store, 3);
        try (var putter = Bunch.start(kind, index -> queue.put(6))) {
            Await.allWaiting(putter, queue);
            assertThatThrownBy(queue::clear).hasMessage("no item 3");
        }
        assertThat(queue).hasToString("Queue[size=4/5, unfinished=4]");
        store.beforeRemove = () -> {};
        assertThat(queue.clear()).isEqualTo(4);
        assertThat(queue.join(0)).isTrue();
    }

    @EachThreadKind
    void shutdownImmediate_fails_shutsDownAndCountsRemovedItems(ThreadKind kind) throws Exception {
        var store = ScriptedStore.of(1, 2, 3, 4);
        var queue = Queue.withStore(4, store);
        store.beforeRemove = failingAt(store, 3);
        try (var putter = Bunch.start(
                kind, index -> assertThatThrownBy(() -> queue.put(6)).isInstanceOf(QueueShutDownException.class))) {
            Await.allWaiting(putter, queue);
            assertThatThrownBy(() -> queue.shutdown(true)).hasMessage("no item 3");
        }
        assertThat(queue).hasToString("Queue[size=2/4, unfinished=2, shut down]");
        store.beforeRemove = () -> {};
        assertThat(queue.get()).isEqualTo(3);
        try (var joiner = Bunch.start(kind, index -> queue.join())) {
            Await.allWaiting(joiner, queue);
            queue.shutdown(true);
            assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
            queue.taskDone();
        }
        assertThatThrownBy(queue::get).isInstanceOf(QueueShutDownException.class);
    }

    private static ScriptedStore.Step failingAt(ScriptedStore store, int item) {
        return () -> {
            if (store.items.get(0) == item) {
                throw new IllegalStateException("no item " + item);
            }
        };
    }

    @Test
    void loop_storeFails_throwsAndCanContinue() throws Exception {
        for (var failure : List.of(
                new IllegalStateException("no disk"),
                new QueueShutDownException(new Object(), "of another queue, of which this store is made"))) {
            var store = ScriptedStore.of(1, 2);
            var queue = Queue.withStore(0, store);
            queue.shutdown();
            var loop = queue.untilShutdown().iterator();
            assertThat(loop.next()).isEqualTo(1);
            store.beforeRemove = ScriptedStore.Step.failing(failure);
            assertThatThrownBy(loop::hasNext).isSameAs(failure);
            assertThat(queue).hasToString("Queue[size=1, unfinished=1, shut down]");
            store.beforeRemove = () -> {};
            assertThat(loop.next()).isEqualTo(2);
            assertThat(loop.hasNext()).isFalse();
            assertThat(queue.join(0)).isTrue();
        }
    }

    @Test
    void getTask_fails_keepsItemAndTask() throws Exception {
        var store = ScriptedStore.of(1);
        var queue = Queue.withStore(0, store);
        store.beforeRemove = ScriptedStore.Step.failing(new IllegalStateException("no disk"));
        assertThatThrownBy(queue::getTask).hasMessage("no disk");
        assertThatThrownBy(() -> queue.getTask(1.0)).hasMessage("no disk");
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        store.beforeRemove = () -> {};
        queue.getTask().close();
        assertThat(queue.join(0)).isTrue();
    }
}
