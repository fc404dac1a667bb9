package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.WaitInterruptedException;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** {@code untilShutdown}: a loop over the items of a queue until it is shut down. */
interface LoopContract extends QueueFixture {
    @EachThreadKind
    default void loop_takesAllItemsAndEndsAtShutdown(ThreadKind kind) throws Exception {
        var queue = create(0);
        var taken = new ConcurrentLinkedQueue<Integer>();
        try (var loop = Bunch.start(kind, index -> queue.untilShutdown().forEach(taken::add))) {
            awaitBlocked(loop.thread(), queue);
            for (var i = 0; i < 100; i++) {
                queue.put(i);
            }
            queue.join();
            awaitBlocked(loop.thread(), queue);
            queue.put(100);
            queue.shutdown();
        }
        assertThat(taken).hasSize(101);
        assertThat(queue.join(0)).isTrue();
    }

    @Test
    default void loop_nextItemRequested_countsThePreviousItemAsDone() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(1);
        queue.shutdown();
        var loop = queue.untilShutdown().iterator();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        assertThat(loop.hasNext()).isTrue();
        assertThat(loop.hasNext()).isTrue();
        assertThat(queue.qsize()).isEqualTo(1);
        assertThat(loop.next()).isEqualTo(1);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        assertThat(loop.next()).isEqualTo(1);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        assertThat(loop.hasNext()).isFalse();
        assertThat(queue.getUnfinishedTasks()).isZero();
        assertThat(loop.hasNext()).isFalse();
        assertThatThrownBy(loop::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining(queue.toString());
    }

    @Test
    default void loop_leftEarly_leavesTheLastItemUnfinished() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        queue.put(3);
        var count = 0;
        for (var ignored : queue.untilShutdown()) {
            count++;
            if (count == 2) {
                break;
            }
        }
        assertThat(queue.qsize()).isEqualTo(1);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        queue.taskDone();
        assertThatThrownBy(() -> queue.untilShutdown().forEach(item -> {
                    throw new IllegalStateException("failed with " + item);
                }))
                .hasMessageStartingWith("failed with");
        assertThat(queue.empty()).isTrue();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    @EachThreadKind
    default void loops_inSeveralThreads_takeEachItemOnce(ThreadKind kind) throws Exception {
        var queue = create(10);
        var taken = new ConcurrentLinkedQueue<Integer>();
        var items = queue.untilShutdown();
        try (var loops = Bunch.start(kind, 3, index -> items.forEach(taken::add))) {
            for (var i = 0; i < 1000; i++) {
                queue.put(i);
            }
            queue.shutdown();
        }
        assertThat(taken).hasSize(1000).doesNotHaveDuplicates();
        assertThat(queue.join(0)).isTrue();
    }

    @EachThreadKind
    default void loop_interrupted_throwsUncheckedWithTheInterruptStatusSet(ThreadKind kind) throws Exception {
        var queue = create(0);
        try (var loop = Bunch.start(kind, index -> {
            var iterator = queue.untilShutdown().iterator();
            assertThat(iterator.next()).isEqualTo(7);
            assertThatThrownBy(iterator::hasNext)
                    .isInstanceOf(WaitInterruptedException.class)
                    .hasCauseInstanceOf(InterruptedException.class)
                    .hasMessageStartingWith("interrupted while waiting for an item of ");
            assertThat(Thread.interrupted()).isTrue();
            queue.put(8);
            assertThat(iterator.next()).isEqualTo(8);
        })) {
            queue.put(7);
            queue.join(); // returns when the loop requests its next item
            awaitBlocked(loop.thread(), queue);
            loop.thread().interrupt();
        }
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    @EachThreadKind
    default void shutdownImmediate_endsTheLoopAfterTheCurrentItem(ThreadKind kind) throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        kind.run(() -> {
            var taken = new ArrayList<Integer>();
            for (var item : queue.untilShutdown()) {
                taken.add(item);
                queue.shutdown(true);
                assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
            }
            assertThat(taken).hasSize(1);
        });
        queue.join();
    }
}
