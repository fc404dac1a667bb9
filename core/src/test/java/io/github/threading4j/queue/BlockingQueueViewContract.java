package io.github.threading4j.queue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The view of a queue as a {@code BlockingQueue}: puts, takes, and shutdown. */
interface BlockingQueueViewContract extends QueueFixture {
    long LONGEST = Long.MAX_VALUE;

    @Test
    default void view_sharesTheStateOfTheQueue() throws Exception {
        var queue = create(2);
        var view = queue.asBlockingQueue();
        assertThat(view.remainingCapacity()).isEqualTo(2);
        assertThat(view.offer(1)).isTrue();
        view.put(2);
        assertThat(view).hasToString(queue.toString()).hasSize(2);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        assertThat(view.remainingCapacity()).isZero();
        queue.setMaxsize(1);
        assertThat(view.remainingCapacity()).isZero();
        assertThat(view.take() + view.poll()).isEqualTo(3);
        assertThat(queue.empty()).isTrue();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        assertThat(create(0).asBlockingQueue().remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    default void offer_fullQueue_returnsFalseWhileAddThrows() throws Exception {
        var queue = create(1);
        var view = queue.asBlockingQueue();
        assertThat(view.add(1)).isTrue();
        assertThat(view.offer(2)).isFalse();
        assertThat(view.offer(2, 1, MILLISECONDS)).isFalse();
        assertThat(view.offer(2, -1, SECONDS)).isFalse();
        assertThatThrownBy(() -> view.add(2)).isInstanceOf(IllegalStateException.class);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    @Test
    default void poll_emptyQueue_returnsNull() throws Exception {
        var view = create(0).asBlockingQueue();
        assertThat(view.poll()).isNull();
        assertThat(view.peek()).isNull();
        assertThat(view.poll(1, MILLISECONDS)).isNull();
        assertThat(view.poll(-1, SECONDS)).isNull();
        assertThatThrownBy(view::remove).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(view::element).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    default void peek_doesNotRemoveTheItem() throws Exception {
        var view = create(0).asBlockingQueue();
        view.put(1);
        assertThat(view.peek()).isEqualTo(1);
        assertThat(view.element()).isEqualTo(1);
        assertThat(view.remove()).isEqualTo(1);
    }

    @EachThreadKind
    default void view_blockingMethods_waitForItemsOrCapacity(ThreadKind kind) throws Exception {
        var queue = create(1);
        var view = queue.asBlockingQueue();
        var sum = new AtomicInteger();
        try (var takers = Bunch.start(
                kind,
                3,
                index -> sum.addAndGet(index == 0 ? view.take() : view.poll(index == 1 ? 5 : LONGEST, MINUTES)))) {
            allBlocked(takers, queue);
            view.put(1);
            view.put(2);
            view.put(3);
        }
        assertThat(sum).hasValue(6);
        view.put(4);
        try (var putters = Bunch.start(kind, 2, index -> {
            if (index == 0) {
                view.put(5);
            } else {
                assertThat(view.offer(6, 5, MINUTES)).isTrue();
            }
        })) {
            allBlocked(putters, queue);
            assertThat(view.take() + view.take() + view.take()).isEqualTo(15);
        }
    }

    @EachThreadKind
    default void view_interrupted_throws(ThreadKind kind) throws Exception {
        var queue = create(1);
        var view = queue.asBlockingQueue();
        kind.run(() -> {
            Interrupts.before(view::take);
            Interrupts.before(() -> view.poll(1, SECONDS));
            Interrupts.before(() -> view.put(1));
            Interrupts.before(() -> view.offer(1, 1, SECONDS));
        });
        try (var taker = Bunch.start(kind, index -> Interrupts.during(view::take))) {
            allBlocked(taker, queue);
            taker.thread().interrupt();
        }
        assertThat(queue.empty()).isTrue();
    }

    @Test
    default void view_rejectsNull() {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        assertThatThrownBy(() -> view.put(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> view.offer(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> view.offer(null, 1, SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> view.add(null)).isInstanceOf(NullPointerException.class);
        assertThat(queue.empty()).isTrue();
    }

    @Test
    default void nullItem_isRejectedAndNotRemoved() throws Exception {
        var queue = create(0);
        queue.put(null);
        var view = queue.asBlockingQueue();
        var message = "the next item is null, which a BlockingQueue cannot return: " + queue;
        assertThatThrownBy(view::take).isInstanceOf(NullPointerException.class).hasMessage(message);
        assertThatThrownBy(view::poll).isInstanceOf(NullPointerException.class).hasMessage(message);
        assertThatThrownBy(() -> view.poll(1, SECONDS)).hasMessage(message);
        assertThatThrownBy(view::peek).hasMessage(message);
        assertThatThrownBy(() -> view.drainTo(new ArrayList<>())).hasMessage(message);
        assertThat(queue.get()).isNull();
    }

    /** A waiter that is woken for an item but cannot take it must wake another waiter. */
    @EachThreadKind
    default void nullItem_rejectedByTake_wakesAGetter(ThreadKind kind) throws Exception {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        try (var taker =
                Bunch.start(kind, index -> assertThatThrownBy(view::take).isInstanceOf(NullPointerException.class))) {
            allBlocked(taker, queue);
            try (var getter = Bunch.start(kind, index -> assertThat(queue.get()).isNull())) {
                allBlocked(getter, queue);
                queue.put(null);
                taker.join();
            }
        }
    }

    @EachThreadKind
    default void view_afterShutdown_rejectsPutsAndTakes(ThreadKind kind) throws Exception {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        try (var takers = Bunch.start(kind, 2, index -> {
            if (index == 0) {
                assertThatThrownBy(view::take).isInstanceOf(QueueShutDownException.class);
            } else {
                assertThat(view.poll(5, MINUTES)).isNull();
            }
        })) {
            allBlocked(takers, queue);
            queue.shutdown();
        }
        assertThat(view.offer(1)).isFalse();
        assertThat(view.offer(1, 5, MINUTES)).isFalse();
        assertThatThrownBy(() -> view.add(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> view.put(1)).isInstanceOf(QueueShutDownException.class);
        assertThatThrownBy(view::take).isInstanceOf(QueueShutDownException.class);
        assertThat(view.poll()).isNull();
        assertThat(view.poll(5, MINUTES)).isNull();
    }

    /** An {@code execute} that runs concurrently with {@code shutdown} removes its task from the queue. */
    @Test
    @RaceHunt
    default void view_asWorkQueueOfAThreadPoolExecutor_runsEachTask() throws Exception {
        Rounds.run(2_000, round -> {
            var queue = new Queue<Runnable>();
            var pool = new java.util.concurrent.ThreadPoolExecutor(1, 1, 0, SECONDS, queue.asBlockingQueue());
            var ran = new AtomicInteger();
            var accepted = 0;
            try (var end = Bunch.start(ThreadKind.PLATFORM, index -> pool.shutdown())) {
                for (var i = 0; i < 100; i++) {
                    pool.execute(ran::incrementAndGet);
                    accepted++;
                }
            } catch (RejectedExecutionException e) {
                // the pool has been shut down
            }
            assertThat(pool.awaitTermination(20, SECONDS)).isTrue();
            assertThat(ran).hasValue(accepted);
        });
    }
}
