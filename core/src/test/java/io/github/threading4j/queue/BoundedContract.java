package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code put} into a queue with a bound. */
interface BoundedContract extends QueueFixture {
    /** A call of {@code put} or {@code putNowait}. */
    interface Put {
        void into(Queue<Integer> queue, Integer item) throws Exception;
    }

    /** All calls that wait for capacity. */
    static List<Put> waitingForms() {
        return List.of(
                Queue::put,
                (queue, item) -> queue.put(item, true),
                (queue, item) -> queue.put(item, 300),
                (queue, item) -> queue.put(item, PutGetContract.LONG),
                (queue, item) -> queue.put(item, 1e300),
                (queue, item) -> queue.put(item, Double.POSITIVE_INFINITY),
                (queue, item) -> queue.put(item, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    /** All calls that do not wait. */
    static List<Put> tryingForms() {
        return List.of(
                Queue::putNowait,
                (queue, item) -> queue.put(item, false),
                (queue, item) -> queue.put(item, 0),
                (queue, item) -> queue.put(item, -0.0),
                (queue, item) -> queue.put(item, Duration.ZERO),
                (queue, item) -> queue.put(item, Duration.ofSeconds(-1)));
    }

    @Test
    default void put_withCapacity_everyMethodAddsTheItem() throws Exception {
        for (var forms : List.of(waitingForms(), tryingForms())) {
            for (var form : forms) {
                for (var maxsize : new int[] {0, 1, 3}) {
                    var queue = withRoomForOne(Math.max(1, maxsize));
                    form.into(queue, 7);
                    assertThat(queue.qsize()).isEqualTo(Math.max(1, maxsize));
                    assertThat(queue.getUnfinishedTasks()).isEqualTo(queue.qsize());
                }
            }
        }
    }

    @Test
    default void put_fullQueueWithoutWaiting_throwsQueueFull() throws Exception {
        var queue = create(1);
        queue.put(1);
        for (var form : tryingForms()) {
            assertThatThrownBy(() -> form.into(queue, 2))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessage("queue is full: " + queue);
        }
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        assertThat(queue.get()).isEqualTo(1);
        assertThat(queue.empty()).isTrue();
    }

    @EachThreadKind
    default void put_fullQueue_throwsQueueFullAfterTheTimeout(ThreadKind kind) throws Exception {
        var queue = create(1);
        queue.put(1);
        kind.run(() -> {
            var begin = System.nanoTime();
            assertThatThrownBy(() -> queue.put(2, 0.01)).isInstanceOf(QueueFullException.class);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
            begin = System.nanoTime();
            assertThatThrownBy(() -> queue.put(2, Duration.ofMillis(10))).isInstanceOf(QueueFullException.class);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
        });
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @EachThreadKind
    default void put_fullQueue_everyBlockingMethodWaitsForGet(ThreadKind kind) throws Exception {
        for (var form : waitingForms()) {
            var queue = create(1);
            queue.put(1);
            try (var putter = Bunch.start(kind, index -> form.into(queue, 2))) {
                awaitBlocked(putter.thread(), queue);
                assertThat(queue.get()).isEqualTo(1);
            }
            assertThat(queue.get()).isEqualTo(2);
        }
    }

    @EachThreadKind
    default void get_whilePutsWait_admitsOnePut(ThreadKind kind) throws Exception {
        var queue = create(1);
        queue.put(0);
        var sum = 0;
        try (var putters = Bunch.start(kind, 5, index -> queue.put(index + 1))) {
            allBlocked(putters, queue);
            for (var i = 0; i < 6; i++) {
                sum += queue.get();
                assertThat(queue.qsize()).isLessThanOrEqualTo(1);
            }
        }
        assertThat(sum).isEqualTo(15);
    }

    @Test
    default void put_negativeSeconds_isRejectedEvenWithCapacity() {
        var queue = create(1);
        for (var seconds : new double[] {-1, -1e-12, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> queue.put(7, seconds))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'timeout' must be a non-negative number: -");
        }
        assertThat(queue.empty()).isTrue();
        assertThat(queue.getUnfinishedTasks()).isZero();
    }

    @Test
    default void put_negativeSecondsWithoutABound_isIgnored() throws Exception {
        var queue = create(0);
        queue.put(7, -1);
        queue.put(7, -1);
        assertThat(queue.qsize()).isEqualTo(2);
    }

    @Test
    default void put_badArguments_areRejectedEvenWithCapacity() {
        for (var maxsize : new int[] {0, 1}) {
            var queue = create(maxsize);
            assertThatThrownBy(() -> queue.put(7, Double.NaN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("invalid timeout: NaN (expected a number of seconds)");
            assertThatThrownBy(() -> queue.put(7, (Duration) null)).isInstanceOf(NullPointerException.class);
            assertThat(queue.empty()).isTrue();
        }
    }

    @Test
    default void full_atTheBound_isTrue() throws Exception {
        var queue = withRoomForOne(3);
        assertThat(queue.full()).isFalse();
        queue.put(3);
        assertThat(queue.full()).isTrue();
        assertThat(queue.getMaxsize()).isEqualTo(3);
        var unbounded = create(0);
        unbounded.put(1);
        assertThat(unbounded.full()).isFalse();
        assertThat(unbounded.getMaxsize()).isZero();
    }

    @EachThreadKind
    default void put_interruptedBefore_throwsAndAddsNothing(ThreadKind kind) {
        var queue = create(1);
        kind.run(() -> {
            for (var form : waitingForms()) {
                Interrupts.before(() -> form.into(queue, 7));
            }
            Interrupts.before(() -> queue.put(7, 0.0));
        });
        assertThat(queue.empty()).isTrue();
        assertThat(queue.getUnfinishedTasks()).isZero();
    }

    @EachThreadKind
    default void putNowait_interruptedBefore_addsAndKeepsTheInterruptStatus(ThreadKind kind) {
        var queue = create(2);
        kind.run(() -> {
            Thread.currentThread().interrupt();
            queue.putNowait(7);
            queue.put(7, false);
            assertThat(Thread.interrupted()).isTrue();
        });
        assertThat(queue.qsize()).isEqualTo(2);
    }

    @EachThreadKind
    default void put_interruptedWhileWaiting_throwsAndAddsNothing(ThreadKind kind) throws Exception {
        for (var form : waitingForms()) {
            var queue = create(1);
            queue.put(1);
            try (var putter = Bunch.start(kind, index -> Interrupts.during(() -> form.into(queue, 2)))) {
                awaitBlocked(putter.thread(), queue);
                putter.thread().interrupt();
            }
            assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
            assertThat(queue.get()).isEqualTo(1);
            assertThat(queue.empty()).isTrue();
        }
    }

    /**
     * Interrupts one of two waiters while capacity becomes available: if the interrupted thread had been signalled, the
     * signal must pass to the other waiter.
     */
    @EachThreadKind
    default void get_duringAnInterrupt_losesNoCapacity(ThreadKind kind) throws Exception {
        for (var round = 0; round < 100; round++) {
            var queue = create(1);
            queue.put(0);
            var put = new AtomicInteger();
            try (var putters = Bunch.start(kind, 2, index -> {
                try {
                    queue.put(1);
                    put.incrementAndGet();
                } catch (InterruptedException e) {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                }
                Thread.interrupted();
            })) {
                allBlocked(putters, queue);
                try (var interrupter =
                        Bunch.start(kind, index -> putters.thread().interrupt())) {
                    queue.get();
                }
                queue.get();
            }
            assertThat(queue.qsize()).isEqualTo(put.get() - 1);
            assertThat(queue.getUnfinishedTasks()).isEqualTo(put.get() + 1);
        }
    }
}
