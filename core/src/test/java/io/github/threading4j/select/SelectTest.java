package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.Threading;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.ThreadPoolExecutor;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is special about some of the things that a select can wait for, and about the select itself. */
class SelectTest {
    private final Event event = new Event();
    private final Queue<Integer> queue = new Queue<>(1);

    @Test
    void await_withoutACase_isAnError() {
        assertThatThrownBy(() -> new Select<>().await())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no case to wait for: Select[] (expected at least one)");
    }

    @EachThreadKind
    void await_inTwoThreads_isAnError(ThreadKind kind) throws Exception {
        var select = new Select<Boolean>().on(event, () -> true);
        try (var waiter = Bunch.start(kind, index -> select.await())) {
            Await.allWaiting(waiter, select);
            for (var use : List.<ThrowingCallable>of(
                    select::await,
                    () -> select.await(0, () -> true),
                    () -> select.on(event, () -> true),
                    select::inOrder)) {
                assertThatThrownBy(use)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("used by two threads at the same time: Select[for Event[unset]], used by bunch-0"
                                + " (expected one thread)");
            }
            event.set();
        }
        assertThat(select.await()).isTrue();
    }

    @Test
    void await_severalReady_theyTakeTurns() throws Exception {
        var queues = List.of(new Queue<Integer>(), new Queue<Integer>(), new Queue<Integer>());
        var chosen = new ArrayList<Integer>();
        var select = new Select<Integer>();
        for (var i = 0; i < queues.size(); i++) {
            var index = i;
            select.on(queues.get(i), item -> index);
        }
        for (var i = 0; i < 900; i++) {
            queues.get(i % queues.size()).put(i);
        }
        for (var i = 0; i < 900; i++) {
            chosen.add(select.await());
        }
        for (var i = 0; i < 900; i++) {
            assertThat(chosen.get(i)).isEqualTo(i % queues.size());
        }
    }

    @Test
    void await_inOrder_theFirstIsPreferred() throws Exception {
        queue.put(1);
        var select = new Select<String>()
                .on(event, () -> "event")
                .on(queue, item -> "item")
                .inOrder();
        assertThat(select.await()).isEqualTo("item");
        event.set();
        queue.put(1);
        for (var i = 0; i < 10; i++) {
            assertThat(select.await()).isEqualTo("event");
        }
    }

    @Test
    void await_oneCaseAlwaysFails_theOthersGetTheirTurn() throws Exception {
        queue.shutdown();
        event.set();
        var select = new Select<String>().on(queue, item -> "item").on(event, () -> "event");
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(select::await).isInstanceOf(QueueShutDownException.class);
            assertThat(select.await()).isEqualTo("event");
        }
    }

    @EachThreadKind
    void await_queueIsShutDown_throwsAsGetAndPutDo(ThreadKind kind) throws Exception {
        for (var immediate : List.of(true, false)) {
            var empty = new Queue<Integer>(1);
            var full = new Queue<Integer>(1);
            full.put(1);
            var get = new Select<Integer>().on(event, () -> 1).on(empty, item -> item);
            var put = new Select<Integer>().on(event, () -> 1).onRoom(full, 2, () -> 2);
            for (var select : List.of(get, put)) {
                var used = select == get ? empty : full;
                try (var waiter = Bunch.start(
                        kind,
                        index -> assertThatThrownBy(select::await)
                                .isInstanceOf(QueueShutDownException.class)
                                .hasMessageStartingWith("queue was shut down: Queue["))) {
                    Await.allWaiting(waiter, select);
                    used.shutdown(immediate);
                }
            }
            assertThat(full.qsize()).isEqualTo(immediate ? 0 : 1);
        }
    }

    @Test
    void await_queueIsShutDownWithAnItem_takesTheItemFirst() throws Exception {
        queue.put(7);
        queue.shutdown();
        var select = new Select<Integer>().on(queue, item -> item);
        assertThat(select.await()).isEqualTo(7);
        assertThatThrownBy(select::await).isInstanceOf(QueueShutDownException.class);
    }

    @EachThreadKind
    void await_roomComesFromClearOrANewBound_addsTheItem(ThreadKind kind) throws Exception {
        for (var change : List.<Runnable>of(queue::clear, () -> queue.setMaxsize(2))) {
            queue.put(1);
            var select = new Select<Integer>().onRoom(queue, 2, () -> 2);
            try (var waiter = Bunch.start(kind, index -> select.await())) {
                Await.allWaiting(waiter, select);
                change.run();
            }
            queue.clear();
        }
    }

    @EachThreadKind
    void await_eventIsSetAndClearedAtOnce_goesOn(ThreadKind kind) throws Exception {
        var select = new Select<Boolean>().on(queue, item -> fail("no item")).on(event, () -> true);
        for (var i = 0; i < 100; i++) {
            try (var waiter =
                    Bunch.start(kind, index -> assertThat(select.await()).isTrue())) {
                Await.allWaiting(waiter, select);
                event.set();
                event.clear();
            }
        }
    }

    @Test
    void await_theItemIsNull_isTaken() throws Exception {
        var nulls = new Queue<String>();
        nulls.put(null);
        assertThat(new Select<String>().on(nulls, item -> item).await()).isNull();
        new Select<String>().onRoom(nulls, null, () -> "put").await();
        assertThat(nulls.get()).isNull();
    }

    @EachThreadKind
    void await_itemAndRoomOfOneQueue_takesAndPuts(ThreadKind kind) {
        kind.run(() -> {
            var select = new Select<String>().on(queue, item -> "got " + item).onRoom(queue, 1, () -> "put");
            for (var i = 0; i < 10; i++) {
                assertThat(select.await()).isEqualTo("put");
                assertThat(select.await()).isEqualTo("got 1");
            }
        });
    }

    @EachThreadKind
    void await_twoSelectsThatPutAndGet_meetInTheQueue(ThreadKind kind) {
        var other = new Queue<Integer>(1);
        try (var puts = Bunch.start(kind, index -> exchange(queue, other));
                var gets = Bunch.start(kind, index -> exchange(other, queue))) {
            puts.join();
            gets.join();
        }
    }

    private static void exchange(Queue<Integer> to, Queue<Integer> from) throws InterruptedException {
        var left = new int[] {200, 200};
        while (left[0] + left[1] > 0) {
            var select = new Select<Integer>();
            if (left[0] > 0) {
                select.onRoom(to, 1, () -> left[0]--);
            }
            if (left[1] > 0) {
                select.on(from, item -> left[1]--);
            }
            select.await();
        }
    }

    @Test
    void await_rlockIsHeld_acquiresItOnceMore() throws Exception {
        var lock = new RLock();
        var select = new Select<Long>().on(lock, hold -> {
            try (hold) {
                return lock.getHoldCount();
            }
        });
        assertThat(select.await()).isEqualTo(1);
        lock.acquire();
        assertThat(select.await()).isEqualTo(2);
        lock.release();
        assertThat(lock.locked()).isFalse();
    }

    @EachThreadKind
    void await_rlockOfAnotherThread_isAcquiredOnceItIsFree(ThreadKind kind) throws Exception {
        var lock = new RLock();
        var select = new Select<Boolean>().on(event, () -> false).on(lock, hold -> {
            try (hold) {
                return lock.isHeldByCurrentThread();
            }
        });
        lock.acquire();
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> assertThat(select.await()).isTrue())) {
            Await.allWaiting(waiter, select);
            lock.release();
            assertThat(waiter.thread().isAlive()).isTrue();
            lock.release();
        }
    }

    @EachThreadKind
    void await_aConditionReleasesTheLock_acquiresIt(ThreadKind kind) throws Exception {
        for (var lock : List.of(new Lock(), new RLock())) {
            var condition = lock instanceof Lock plain ? new Condition(plain) : new Condition((RLock) lock);
            var acquired = new Event();
            var select = new Select<Boolean>().on(lock, hold -> {
                try (hold) {
                    acquired.set();
                    condition.signal();
                    return true;
                }
            });
            condition.acquire();
            try (var waiter = Bunch.start(kind, index -> select.await())) {
                Await.allWaiting(waiter, select);
                condition.await();
                assertThat(acquired.isSet()).isTrue();
                condition.release();
            }
        }
    }

    @EachThreadKind
    void await_severalPermits_wakeSeveralSelects(ThreadKind kind) throws Exception {
        for (var permits : List.of(new Semaphore(0), Semaphore.fair(0))) {
            var bunches = new ArrayList<Bunch>();
            for (var i = 0; i < 3; i++) {
                var select = new Select<Boolean>().on(event, () -> false).on(permits, hold -> true);
                bunches.add(
                        Bunch.start(kind, index -> assertThat(select.await()).isTrue()));
                Await.allWaiting(bunches.get(i), select);
            }
            permits.release(3);
            bunches.forEach(Bunch::join);
            assertThat(permits.getValue()).isZero();
        }
    }

    @EachThreadKind
    void await_fairSemaphoreWithQueuedThreads_overtakesThem(ThreadKind kind) throws Exception {
        var permits = Semaphore.fair(0);
        try (var queued = Bunch.start(kind, index -> permits.acquire())) {
            Await.allWaiting(queued, permits);
            var select = new Select<Boolean>().on(permits, hold -> true);
            queued.thread().interrupt();
            assertThatThrownBy(queued::join).isInstanceOf(InterruptedException.class);
            permits.release();
            assertThat(select.await(0, () -> false)).isTrue();
        }
    }

    @Test
    void await_threadThatCannotBeJoined_throwsAsJoinDoes() throws Exception {
        var unstarted = new NamedThread(() -> {}, "unstarted");
        assertThatThrownBy(() -> new Select<>().on(unstarted, () -> 1).await())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cannot join thread before it is started: NamedThread[name=unstarted");
        var itself = new NamedThread[1];
        itself[0] = new NamedThread(() -> assertThatThrownBy(
                        () -> new Select<>().on(itself[0], () -> 1).await())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("cannot join current thread: NamedThread["));
        itself[0].start();
        itself[0].join();
    }

    @EachThreadKind
    void await_taskOfAPoolOrAService_itsFutureIsPassed(ThreadKind kind) throws Exception {
        var service = Executors.newSingleThreadExecutor();
        try (var pool = new ThreadPoolExecutor(1);
                var over = Executor.over(service)) {
            for (var executor : List.of(pool, over)) {
                var go = new Event();
                Future<String> future = executor.submit(() -> {
                    go.await();
                    return "value";
                });
                var select = new Select<String>().on(queue, item -> "item").on(future, Future::resultNow);
                try (var waiter =
                        Bunch.start(kind, index -> assertThat(select.await()).isEqualTo("value"))) {
                    Await.allWaiting(waiter, select);
                    go.set();
                }
            }
        }
    }

    @Test
    void await_futureThatFailed_isDone() throws Exception {
        var future = new Future<String>();
        future.setException(new IllegalStateException("failed"));
        assertThat(new Select<String>()
                        .on(future, done -> done.exception().getMessage())
                        .await())
                .isEqualTo("failed");
        var cancelled = new Future<String>();
        cancelled.cancel();
        assertThat(new Select<Boolean>().on(cancelled, Future::cancelled).await())
                .isTrue();
    }

    @Test
    void on_somethingThatCannotWakeASelect_isRejected() {
        var select = new Select<Integer>();
        var javaLock = Acquirable.of(new ReentrantLock());
        var foreign = Queue.of(new LinkedBlockingQueue<Integer>());
        assertRejected(() -> select.on(javaLock, hold -> 1), "expected a Lock, an RLock or a semaphore");
        assertRejected(() -> select.on(foreign, item -> 1), "a queue of this library");
        assertRejected(() -> select.onRoom(foreign, 1, () -> 1), "a queue of this library");
        assertRejected(() -> select.on(new Condition(), hold -> 1), "use an Event instead");
        assertRejected(() -> select.on(Threading.mainThread(), () -> 1), "a thread of this library");
        assertRejected(() -> select.on(Threading.currentThread(), () -> 1), "a thread of this library");
        assertThat(select).hasToString("Select[]");
    }

    private static void assertRejected(ThrowingCallable call, String expected) {
        assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("cannot select")
                .hasMessageContaining(expected);
    }

    @Test
    void on_null_isRejected() {
        var select = new Select<Integer>();
        assertThatThrownBy(() -> select.on((Event) null, () -> 1)).hasMessage("event: null (expected a value)");
        assertThatThrownBy(() -> select.on(event, null)).hasMessage("function: null (expected a value)");
        assertThatThrownBy(() -> select.onRoom(null, 1, () -> 1)).hasMessage("queue: null (expected a value)");
        assertThatThrownBy(() -> select.await(0, null)).hasMessage("otherwise: null (expected a value)");
        assertThatThrownBy(() -> select.await(Double.NaN, () -> 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_showsTheCases() {
        var thread = new NamedThread(() -> {}, "worker");
        var select = new Select<Integer>()
                .on(new Event("stop"), () -> 1)
                .on(new SimpleQueue<Integer>("jobs"), item -> item)
                .onRoom(queue, 1, () -> 1)
                .on(new Lock("accounts"), hold -> 1)
                .on(thread, () -> 1)
                .on(new Future<Integer>(), done -> 1);
        assertThat(select)
                .hasToString("Select[for Event[name=stop, unset], for an item of SimpleQueue[name=jobs, size=0], "
                        + "for capacity in Queue[size=0/1, unfinished=0], to acquire Lock[name=accounts, unlocked], "
                        + "for the end of NamedThread[name=worker, initial], for Future[pending]]");
    }
}
