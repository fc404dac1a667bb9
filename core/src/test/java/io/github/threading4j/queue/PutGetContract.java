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

/** {@code put} and {@code get} of a queue without a bound; applies to every kind of queue. */
interface PutGetContract {
    Duration LONG = Duration.ofMinutes(5);

    /** Returns an empty queue without a bound. */
    PutGet unbounded();

    /** Returns whether the queue accepts null items. */
    default boolean acceptsNull() {
        return true;
    }

    /** All calls that wait for an item. */
    static List<PutGet.Get> waitingForms() {
        return List.of(
                PutGet::get,
                queue -> queue.get(true),
                queue -> queue.get(300),
                queue -> queue.get(LONG),
                queue -> queue.get(1e300),
                queue -> queue.get(Double.POSITIVE_INFINITY),
                queue -> queue.get(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    /** All calls that do not wait. */
    static List<PutGet.Get> pollingForms() {
        return List.of(
                PutGet::getNowait,
                queue -> queue.get(false),
                queue -> queue.get(0),
                queue -> queue.get(-0.0),
                queue -> queue.get(Duration.ZERO),
                queue -> queue.get(Duration.ofSeconds(-1)));
    }

    @Test
    default void get_nonEmptyQueue_everyMethodTakesTheItem() throws Exception {
        var queue = unbounded();
        for (var form : waitingForms()) {
            queue.put(7);
            assertThat(form.from(queue)).isEqualTo(7);
            assertThat(queue.empty()).isTrue();
        }
        for (var form : pollingForms()) {
            queue.putNowait(8);
            assertThat(form.from(queue)).isEqualTo(8);
            assertThat(queue.empty()).isTrue();
        }
    }

    @Test
    default void qsizeAndEmpty_reflectTheNumberOfItems() throws Exception {
        var queue = unbounded();
        assertThat(queue.empty()).isTrue();
        for (var i = 1; i <= 100; i++) {
            queue.put(i);
            assertThat(queue.qsize()).isEqualTo(i);
            assertThat(queue.empty()).isFalse();
        }
        queue.get();
        assertThat(queue.qsize()).isEqualTo(99);
    }

    @Test
    default void get_emptyQueueWithoutWaiting_throwsQueueEmpty() {
        var queue = unbounded();
        for (var form : pollingForms()) {
            assertThatThrownBy(() -> form.from(queue))
                    .isInstanceOf(QueueEmptyException.class)
                    .hasMessage("queue is empty: " + queue.api());
        }
    }

    @EachThreadKind
    default void get_emptyQueue_throwsQueueEmptyAfterTheTimeout(ThreadKind kind) {
        var queue = unbounded();
        kind.run(() -> {
            var begin = System.nanoTime();
            assertThatThrownBy(() -> queue.get(0.01)).isInstanceOf(QueueEmptyException.class);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
            begin = System.nanoTime();
            assertThatThrownBy(() -> queue.get(Duration.ofMillis(10))).isInstanceOf(QueueEmptyException.class);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
        });
    }

    @EachThreadKind
    default void get_emptyQueue_everyBlockingMethodWaitsForPut(ThreadKind kind) throws Exception {
        for (var form : waitingForms()) {
            var queue = unbounded();
            try (var getter =
                    Bunch.start(kind, index -> assertThat(form.from(queue)).isEqualTo(7))) {
                queue.awaitBlocked(getter.thread());
                queue.put(7);
            }
            assertThat(queue.empty()).isTrue();
        }
    }

    @EachThreadKind
    default void put_whileGetsWait_eachGetReturnsOneItem(ThreadKind kind) throws Exception {
        var queue = unbounded();
        var sum = new AtomicInteger();
        try (var getters = Bunch.start(kind, 5, index -> sum.addAndGet(queue.get()))) {
            getters.threads().forEach(queue::awaitBlocked);
            for (var i = 1; i <= 5; i++) {
                queue.put(i);
            }
        }
        assertThat(sum).hasValue(15);
        assertThat(queue.empty()).isTrue();
    }

    @Test
    default void get_negativeSeconds_isRejectedEvenWithAnItem() throws Exception {
        var queue = unbounded();
        queue.put(7);
        for (var seconds : new double[] {-1, -1e-12, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> queue.get(seconds))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'timeout' must be a non-negative number: -");
        }
        assertThat(queue.getNowait()).isEqualTo(7);
        assertThatThrownBy(() -> queue.get(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void get_badArguments_areRejectedEvenWithAnItem() throws Exception {
        var queue = unbounded();
        queue.put(7);
        assertThatThrownBy(() -> queue.get(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid timeout: NaN (expected a number of seconds)");
        assertThatThrownBy(() -> queue.get((Duration) null)).isInstanceOf(NullPointerException.class);
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @Test
    default void put_null_isAcceptedOrRejectedAsDocumented() throws Exception {
        var queue = unbounded();
        if (!acceptsNull()) {
            assertThatThrownBy(() -> queue.put(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> queue.putNowait(null)).isInstanceOf(NullPointerException.class);
            assertThat(queue.empty()).isTrue();
            return;
        }
        queue.put(null);
        assertThat(queue.qsize()).isEqualTo(1);
        assertThat(queue.get()).isNull();
        queue.putNowait(null);
        assertThat(queue.getNowait()).isNull();
        assertThat(queue.empty()).isTrue();
    }

    @EachThreadKind
    default void get_interruptedBefore_throwsWithoutTakingAnItem(ThreadKind kind) throws Exception {
        var queue = unbounded();
        queue.put(7);
        kind.run(() -> {
            for (var form : waitingForms()) {
                Interrupts.before(() -> form.from(queue));
            }
            Interrupts.before(() -> queue.get(0.0));
        });
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @EachThreadKind
    default void getNowait_interruptedBefore_takesAndKeepsTheInterruptStatus(ThreadKind kind) throws Exception {
        var queue = unbounded();
        queue.put(7);
        queue.put(8);
        kind.run(() -> {
            Thread.currentThread().interrupt();
            queue.putNowait(9);
            queue.getNowait();
            queue.get(false);
            assertThat(Thread.interrupted()).isTrue();
        });
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @EachThreadKind
    default void get_interruptedWhileWaiting_throwsWithoutTakingAnItem(ThreadKind kind) throws Exception {
        for (var form : waitingForms()) {
            var queue = unbounded();
            try (var getter = Bunch.start(kind, index -> Interrupts.during(() -> form.from(queue)))) {
                queue.awaitBlocked(getter.thread());
                getter.thread().interrupt();
            }
            queue.put(7);
            assertThat(queue.getNowait()).isEqualTo(7);
        }
    }

    /**
     * Interrupts one of two waiters while an item is put: if the interrupted thread had been signalled, the signal must
     * pass to the other waiter.
     */
    @EachThreadKind
    default void put_duringAnInterrupt_losesNoItem(ThreadKind kind) throws Exception {
        for (var round = 0; round < 100; round++) {
            var queue = unbounded();
            var taken = new AtomicInteger();
            try (var getters = Bunch.start(kind, 2, index -> {
                try {
                    taken.addAndGet(queue.get());
                } catch (InterruptedException e) {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                }
                Thread.interrupted();
            })) {
                getters.threads().forEach(queue::awaitBlocked);
                try (var interrupter =
                        Bunch.start(kind, index -> getters.thread().interrupt())) {
                    queue.put(1);
                }
                queue.put(1);
            }
            assertThat(taken.get() + queue.qsize()).isEqualTo(2);
        }
    }
}
