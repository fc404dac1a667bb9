package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.NamedThread;
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
        assertRejected(() -> select.on(javaLock, hold -> 1), "expected a lock or semaphore of this library");
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
