package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Event;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueShutDownException;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A select that takes items from queues, or adds items. */
class SelectQueueTest {
    private final Event event = new Event();
    private final Queue<Integer> queue = new Queue<>(1);

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
}
