package io.github.threading4j.queue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SimpleQueueTest implements PutGetContract {
    @Override
    public PutGet unbounded() {
        return PutGet.of(new SimpleQueue<>());
    }

    @Test
    void get_returnsItemsInFifoOrder() throws Exception {
        var queue = new SimpleQueue<Integer>();
        for (var i = 0; i < 100; i++) {
            queue.put(i);
        }
        for (var i = 0; i < 100; i++) {
            assertThat(queue.get()).isEqualTo(i);
        }
    }

    @EachThreadKind
    void put_interruptedBefore_addsAndKeepsTheInterruptStatus(ThreadKind kind) {
        var queue = new SimpleQueue<Integer>();
        kind.run(() -> {
            Thread.currentThread().interrupt();
            queue.put(1);
            assertThat(Thread.interrupted()).isTrue();
        });
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @Test
    void view_sharesTheStateOfTheQueue() throws Exception {
        var queue = new SimpleQueue<Integer>("jobs");
        var view = queue.asBlockingQueue();
        assertThat(view.offer(1)).isTrue();
        queue.put(2);
        view.put(3);
        assertThat(view).hasToString(queue.toString()).containsExactly(1, 2, 3);
        assertThat(view.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
        assertThat(queue.get()).isEqualTo(1);
        assertThat(view.remove(3)).isTrue();
        assertThat(view.peek()).isEqualTo(2);
        assertThat(view.take()).isEqualTo(2);
        assertThat(view.poll()).isNull();
        assertThat(queue.empty()).isTrue();
    }

    @EachThreadKind
    void viewAndQueue_wakeEachOthersWaiters(ThreadKind kind) throws Exception {
        var queue = new SimpleQueue<Integer>();
        var view = queue.asBlockingQueue();
        try (var taker = Bunch.start(kind, index -> assertThat(view.take()).isEqualTo(1))) {
            Await.allWaiting(taker, queue);
            queue.put(1);
        }
        try (var getter = Bunch.start(kind, index -> assertThat(queue.get()).isEqualTo(2))) {
            Await.allWaiting(getter, queue);
            view.put(2);
        }
    }

    @Test
    void view_rejectsNullAndDoesNotRemoveANullItem() throws Exception {
        var queue = new SimpleQueue<Integer>();
        var view = queue.asBlockingQueue();
        assertThatThrownBy(() -> view.offer(null)).isInstanceOf(NullPointerException.class);
        queue.put(null);
        assertThatThrownBy(view::poll)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the next item is null, which a BlockingQueue cannot return: SimpleQueue[size=1]");
        assertThat(queue.get()).isNull();
    }

    @Test
    void view_asWorkQueueOfAThreadPoolExecutor_runsEachTask() throws Exception {
        var queue = new SimpleQueue<Runnable>();
        var pool = new ThreadPoolExecutor(1, 1, 0, SECONDS, queue.asBlockingQueue());
        var ran = new AtomicInteger();
        for (var i = 0; i < 100; i++) {
            pool.execute(ran::incrementAndGet);
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(20, SECONDS)).isTrue();
        assertThat(ran).hasValue(100);
        assertThat(queue.empty()).isTrue();
    }

    @Test
    void toString_showsNameAndSize() {
        var queue = new SimpleQueue<Integer>("jobs");
        queue.put(1);
        assertThat(queue).hasToString("SimpleQueue[name=jobs, size=1]");
        assertThat(new SimpleQueue<>()).hasToString("SimpleQueue[size=0]");
        assertThatThrownBy(() -> new SimpleQueue<>(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name: null (expected a value)");
    }
}
