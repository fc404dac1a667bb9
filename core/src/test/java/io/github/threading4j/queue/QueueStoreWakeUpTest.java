package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.NamedThread;
import io.github.threading4j.Threading;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A call that does not change the store signals no waiter, and passes on a signal that it received. */
class QueueStoreWakeUpTest {
    /** Returns the threads that wait for an item, in order, followed by those that wait for capacity. */
    private static List<Thread> waiters(Queue<?> queue) {
        var core = (MutexQueueCore<?>) queue.core;
        try (var hold = core.mutex.hold()) {
            var waiters = new ArrayList<>(core.mutex.getWaitingThreads(core.notEmpty));
            waiters.addAll(core.mutex.getWaitingThreads(core.notFull));
            return waiters;
        }
    }

    @EachThreadKind
    void put_storeRejectsTheItemOrFails_signalsNoGetter(ThreadKind kind) throws Exception {
        var store = new ScriptedStore();
        var queue = Queue.withStore(0, store);
        store.accepts = item -> item != 7;
        try (var getters =
                startInOrder(kind, queue, () -> assertThat(queue.get()).isPositive())) {
            var waiters = waiters(queue);
            assertThat(waiters).hasSize(2);
            queue.put(7);
            assertThat(waiters(queue)).isEqualTo(waiters);
            store.beforeAdd = ScriptedStore.Step.failing(new IllegalStateException("no disk"));
            assertThatThrownBy(() -> queue.put(1)).hasMessage("no disk");
            assertThat(waiters(queue)).isEqualTo(waiters);
            store.beforeAdd = () -> {};
            queue.put(1);
            queue.put(2);
        }
    }

    @EachThreadKind
    void get_fails_signalsNoPutter(ThreadKind kind) throws Exception {
        var store = ScriptedStore.of(1);
        var queue = Queue.withStore(1, store);
        try (var putters = startInOrder(kind, queue, () -> queue.put(2))) {
            var waiters = waiters(queue);
            assertThat(waiters).hasSize(2);
            store.beforeRemove = ScriptedStore.Step.failing(new IllegalStateException("no disk"));
            assertThatThrownBy(queue::get).hasMessage("no disk");
            assertThat(waiters(queue)).isEqualTo(waiters);
            store.beforeRemove = () -> {};
            assertThat(queue.get() + 10 * queue.get()).isEqualTo(21);
        }
    }

    /** Starts two threads; the second is started once the first is blocked. */
    private static Bunches startInOrder(ThreadKind kind, Queue<?> queue, ScriptedStore.Step step) {
        var bunches = new Bunches(new ArrayList<>());
        for (var i = 0; i < 2; i++) {
            bunches.add(Bunch.start(kind, index -> step.run()), queue);
        }
        return bunches;
    }

    private record Bunches(List<Bunch> all) implements AutoCloseable {
        void add(Bunch bunch, Queue<?> queue) {
            all.add(bunch);
            Await.allWaiting(bunch, queue);
        }

        @Override
        public void close() {
            all.forEach(Bunch::close);
        }
    }

    /** Starts three waiters that cannot use a signal, and behind them a waiter that can. */
    private static void assertPassedOn(
            ThreadKind kind, Queue<?> queue, ScriptedStore.Step inVain, ScriptedStore.Step useful, Runnable wake) {
        try (var waiters = new Bunches(new ArrayList<>())) {
            for (var i = 0; i < 3; i++) {
                waiters.add(Bunch.start(kind, index -> inVain.run()), queue);
            }
            waiters.add(Bunch.start(kind, index -> useful.run()), queue);
            wake.run();
        }
    }

    /** A thread that is woken for capacity but whose item is rejected by the store must wake another thread. */
    @EachThreadKind
    void put_rejectedAfterWaiting_wakesAnotherPut(ThreadKind kind) throws Exception {
        var store = ScriptedStore.of(1);
        store.accepts = item -> item != 7;
        var queue = Queue.withStore(1, store);
        assertPassedOn(kind, queue, () -> queue.put(7), () -> queue.put(2), queue::getNowait);
        assertThat(queue.getNowait()).isEqualTo(2);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
    }

    /** A thread that is woken for capacity but whose store throws must wake another thread. */
    @EachThreadKind
    void put_failsAfterWaiting_wakesAnotherPut(ThreadKind kind) throws Exception {
        var store = ScriptedStore.of(1);
        var failure = new StackOverflowError("no room");
        store.accepts = item -> {
            if (item == 7) {
                throw failure;
            }
            return true;
        };
        var queue = Queue.withStore(1, store);
        assertPassedOn(
                kind,
                queue,
                () -> assertThatThrownBy(() -> queue.put(7)).isSameAs(failure),
                () -> queue.put(2),
                queue::getNowait);
        assertThat(queue.getNowait()).isEqualTo(2);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
    }

    /** A thread that is woken for an item but fails to take it must wake another thread. */
    @EachThreadKind
    void get_failsAfterWaiting_wakesAnotherGet(ThreadKind kind) throws Exception {
        var store = new ScriptedStore();
        var queue = Queue.withStore(0, store);
        var good = new AtomicReference<NamedThread>();
        store.beforeRemove = () -> {
            if (Threading.currentThread() != good.get()) {
                throw new IllegalStateException("cannot be taken");
            }
        };
        assertPassedOn(
                kind,
                queue,
                () -> assertThatThrownBy(queue::get).hasMessage("cannot be taken"),
                () -> {
                    good.set(Threading.currentThread());
                    assertThat(queue.get()).isEqualTo(7);
                },
                () -> queue.putNowait(7));
        assertThat(queue.empty()).isTrue();
    }
}
