package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import org.junit.jupiter.api.Test;

/** A bound that changes while the queue is in use, and a queue without a bound. */
interface LiveBoundContract extends QueueFixture {
    @Test
    default void maxsize_zeroOrNegative_meansNoBound() throws Exception {
        for (var maxsize : new int[] {0, -1, Integer.MIN_VALUE}) {
            var queue = create(maxsize);
            for (var i = 0; i < 5000; i++) {
                queue.putNowait(i);
            }
            assertThat(queue.full()).isFalse();
            assertThat(queue.getMaxsize()).isEqualTo(maxsize);
        }
    }

    @Test
    default void setMaxsize_belowTheSize_keepsItemsAndRejectsPuts() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        queue.put(3);
        queue.setMaxsize(2);
        assertThat(queue.getMaxsize()).isEqualTo(2);
        assertThat(queue.qsize()).isEqualTo(3);
        assertThat(queue.full()).isTrue();
        assertThatThrownBy(() -> queue.putNowait(4)).isInstanceOf(QueueFullException.class);
        queue.get();
        assertThatThrownBy(() -> queue.put(4, 0)).isInstanceOf(QueueFullException.class);
        queue.get();
        queue.putNowait(4);
        assertThat(queue.full()).isTrue();
    }

    @EachThreadKind
    default void put_boundLowered_waitsForCapacity(ThreadKind kind) throws Exception {
        var queue = create(3);
        queue.put(1);
        queue.put(2);
        queue.put(3);
        queue.setMaxsize(1);
        try (var putter = Bunch.start(kind, index -> queue.put(4, 300))) {
            awaitBlocked(putter.thread(), queue);
            queue.get();
            queue.get();
            assertThat(queue.qsize()).isEqualTo(1);
            awaitBlocked(putter.thread(), queue);
            queue.get();
        }
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @EachThreadKind
    default void setMaxsize_raised_wakesBlockedPuts(ThreadKind kind) throws Exception {
        for (var larger : new int[] {3, 0}) {
            var queue = create(1);
            queue.put(1);
            try (var putters = Bunch.start(kind, 2, index -> queue.put(2))) {
                allBlocked(putters, queue);
                queue.setMaxsize(larger);
            }
            assertThat(queue.qsize()).isEqualTo(3);
        }
    }
}
