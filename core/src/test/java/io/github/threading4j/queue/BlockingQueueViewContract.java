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
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A queue as Java code sees it. */
interface BlockingQueueViewContract extends QueueFixture {
    long LONGEST = Long.MAX_VALUE;

    @Test
    default void view_isTheSameQueue() throws Exception {
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
    default void offer_withoutRoom_isFalse_andAddThrows() throws Exception {
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
    default void poll_ofNone_isNull() throws Exception {
        var view = create(0).asBlockingQueue();
        assertThat(view.poll()).isNull();
        assertThat(view.peek()).isNull();
        assertThat(view.poll(1, MILLISECONDS)).isNull();
        assertThat(view.poll(-1, SECONDS)).isNull();
        assertThatThrownBy(view::remove).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(view::element).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    default void peek_leavesTheItem() throws Exception {
        var view = create(0).asBlockingQueue();
        view.put(1);
        assertThat(view.peek()).isEqualTo(1);
        assertThat(view.element()).isEqualTo(1);
        assertThat(view.remove()).isEqualTo(1);
    }

    @EachThreadKind
    default void takeAndPoll_waitForPut_andPutForTake(ThreadKind kind) throws Exception {
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
    default void view_refusesNull() {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        assertThatThrownBy(() -> view.put(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> view.offer(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> view.offer(null, 1, SECONDS)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> view.add(null)).isInstanceOf(NullPointerException.class);
        assertThat(queue.empty()).isTrue();
    }

    @Test
    default void aNullItem_isRefused_andStays() throws Exception {
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

    /** Who is woken for an item and cannot have it must wake another. */
    @EachThreadKind
    default void aNullItem_refusedByATaker_goesToAGetter(ThreadKind kind) throws Exception {
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

    @Test
    default void drainTo_takesUpToTheLimit() throws Exception {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        for (var i = 0; i < 5; i++) {
            view.put(i);
        }
        var target = new ArrayList<Integer>();
        assertThat(view.drainTo(target, 0)).isZero();
        assertThat(view.drainTo(target, -1)).isZero();
        assertThat(view.drainTo(target, 2)).isEqualTo(2);
        assertThat(view.drainTo(target)).isEqualTo(3);
        assertThat(target).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(5);
        assertThatThrownBy(() -> view.drainTo(view)).isInstanceOf(IllegalArgumentException.class);
        var sameQueue = queue.asBlockingQueue();
        assertThatThrownBy(() -> view.drainTo(sameQueue)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view.drainTo(null)).isInstanceOf(NullPointerException.class);
    }

    @EachThreadKind
    default void drainTo_letsBlockedPutsIn(ThreadKind kind) throws Exception {
        var queue = create(2);
        queue.put(1);
        queue.put(2);
        try (var putters = Bunch.start(kind, 2, index -> queue.put(3))) {
            allBlocked(putters, queue);
            assertThat(queue.asBlockingQueue().drainTo(new ArrayList<>(), 2)).isEqualTo(2);
        }
        assertThat(queue.qsize()).isEqualTo(2);
    }

    @Test
    default void iterator_isASnapshotInOrder() throws Exception {
        var queue = create(0);
        var view = queue.asBlockingQueue();
        view.put(1);
        view.put(2);
        view.put(3);
        var iterator = view.iterator();
        var seen = new ArrayList<>(view);
        assertThat(view.contains(2)).isTrue();
        assertThat(view.toArray()).hasSize(3);
        var taken = new ArrayList<Integer>();
        view.drainTo(taken);
        assertThat(seen).isEqualTo(taken);
        assertThat(iterator).toIterable().containsExactlyElementsOf(taken);
        assertThat(queue.empty()).isTrue();
    }

    @Test
    default void clear_ofTheView_countsAsDone_nullItemsToo() throws Exception {
        var queue = create(0);
        queue.put(null);
        queue.put(1);
        queue.asBlockingQueue().clear();
        assertThat(queue.empty()).isTrue();
        assertThat(queue.join(0)).isTrue();
    }

    @EachThreadKind
    default void view_afterShutdown_saysSoInItsOwnWay(ThreadKind kind) throws Exception {
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

    @Test
    default void remove_takesTheItemOut_countsItAsDone_andMakesRoom() throws Exception {
        var queue = create(3);
        var view = queue.asBlockingQueue();
        view.addAll(List.of(1, 2, 3));
        assertThat(view.remove(4)).isFalse();
        assertThat(view.remove(2)).isTrue();
        assertThat(view.remove(2)).isFalse();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        assertThat(view.offer(4)).isTrue();
        assertThat(view).containsExactlyInAnyOrder(1, 3, 4);
        assertThat(view.removeIf(item -> item < 4)).isTrue();
        assertThat(view).containsExactly(4);
        assertThat(view.remove(4)).isTrue();
        assertThat(queue.join(0)).isTrue();
    }

    @EachThreadKind
    default void remove_whileAPutWaits_letsItGoOn(ThreadKind kind) throws Exception {
        var queue = create(1);
        queue.put(1);
        try (var putter = Bunch.start(kind, index -> queue.put(2))) {
            allBlocked(putter, queue);
            assertThat(queue.asBlockingQueue().remove(1)).isTrue();
        }
        assertThat(queue.get()).isEqualTo(2);
    }

    @Test
    default void iterator_removesWhatIsStillThere() {
        var view = create(0).asBlockingQueue();
        view.addAll(List.of(1, 2, 3));
        var iterator = view.iterator();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        var first = iterator.next();
        iterator.remove();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(view).hasSize(2).doesNotContain(first);
        var second = iterator.next();
        assertThat(view.remove(second)).isTrue();
        iterator.remove(); // gone already
        assertThat(view).hasSize(1).doesNotContain(second);
    }

    /** An {@code equals} is user code, which may use the queue. */
    @Test
    default void remove_callsEquals_withoutTheMutex() throws Exception {
        var queue = create(0);
        queue.put(1);
        var usesIt = new Object() {
            @Override
            public boolean equals(Object other) {
                return queue.qsize() == 1;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        };
        Collection<?> view = queue.asBlockingQueue();
        assertThat(view.contains(usesIt)).isTrue();
        assertThat(view.remove(usesIt)).isTrue();
        assertThat(queue.empty()).isTrue();
    }

    /** What {@code execute} does when it meets {@code shutdown}: it takes its task back. */
    @Test
    @RaceHunt
    default void view_asWorkQueueOfAPoolOfJava_bringsEachTaskToItsEnd() throws Exception {
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
                // from here on
            }
            assertThat(pool.awaitTermination(20, SECONDS)).isTrue();
            assertThat(ran).hasValue(accepted);
        });
    }
}
