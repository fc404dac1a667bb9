package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** {@code shutdown} and its effect on all other operations. */
interface ShutdownContract extends QueueFixture {
    private static void refused(Queue<Integer> queue, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(QueueShutDownException.class).hasMessage("queue was shut down: " + queue);
    }

    private static void allGetsRefused(Queue<Integer> queue) {
        for (var form : PutGetContract.waitingForms()) {
            refused(queue, () -> form.from(PutGet.of(queue)));
        }
        for (var form : PutGetContract.pollingForms()) {
            refused(queue, () -> form.from(PutGet.of(queue)));
        }
        refused(queue, queue::getTask);
    }

    private static void allPutsRefused(Queue<Integer> queue) {
        for (var form : BoundedContract.waitingForms()) {
            refused(queue, () -> form.into(queue, 9));
        }
        for (var form : BoundedContract.tryingForms()) {
            refused(queue, () -> form.into(queue, 9));
        }
    }

    @Test
    default void shutdown_isIdempotent() throws Exception {
        var queue = create(0);
        assertThat(queue.isShutdown()).isFalse();
        queue.put(1);
        queue.shutdown();
        assertThat(queue.isShutdown()).isTrue();
        queue.shutdown();
        queue.shutdown(false);
        assertThat(queue.isShutdown()).isTrue();
        assertThat(queue.qsize()).isEqualTo(1);
    }

    @Test
    default void put_afterShutdown_isRejectedByEveryMethod() throws Exception {
        for (var maxsize : new int[] {0, 1, 2}) {
            var queue = create(maxsize);
            queue.put(1);
            queue.shutdown();
            allPutsRefused(queue);
            assertThat(queue.qsize()).isEqualTo(1);
            assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        }
    }

    @Test
    default void get_afterShutdown_takesTheRemainingItemsThenIsRejected() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(1);
        queue.shutdown();
        assertThat(queue.get()).isEqualTo(1);
        assertThat(queue.getNowait()).isEqualTo(1);
        allGetsRefused(queue);
    }

    @Test
    default void putAndGet_afterShutdown_rejectNaNButReportShutdownForNegativeTimeout() throws Exception {
        for (var maxsize : new int[] {0, 1}) {
            var queue = create(maxsize);
            queue.shutdown();
            refused(queue, () -> queue.get(-1));
            refused(queue, () -> queue.put(1, -1));
            assertThatThrownBy(() -> queue.get(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> queue.put(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        }
        var withItem = create(0);
        withItem.put(1);
        withItem.shutdown();
        assertThatThrownBy(() -> withItem.get(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @EachThreadKind
    default void shutdown_endsBlockedGets(ThreadKind kind) {
        for (var immediate : new boolean[] {false, true}) {
            for (var form : PutGetContract.waitingForms()) {
                var queue = create(0);
                try (var getters = Bunch.start(kind, 2, index -> refused(queue, () -> form.from(PutGet.of(queue))))) {
                    allBlocked(getters, queue);
                    queue.shutdown(immediate);
                }
            }
        }
    }

    @EachThreadKind
    default void shutdown_endsBlockedPuts(ThreadKind kind) throws Exception {
        for (var immediate : new boolean[] {false, true}) {
            for (var form : BoundedContract.waitingForms()) {
                var queue = create(1);
                queue.put(1);
                try (var putters = Bunch.start(kind, 2, index -> refused(queue, () -> form.into(queue, 2)))) {
                    allBlocked(putters, queue);
                    queue.shutdown(immediate);
                }
                assertThat(queue.qsize()).isEqualTo(immediate ? 0 : 1);
                assertThat(queue.getUnfinishedTasks()).isEqualTo(immediate ? 0 : 1);
            }
        }
    }

    @Test
    default void shutdownImmediate_removesItemsAndCountsThemAsDone() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        queue.shutdown(true);
        assertThat(queue.empty()).isTrue();
        assertThat(queue.getUnfinishedTasks()).isZero();
        queue.join();
        allGetsRefused(queue);
        allPutsRefused(queue);
    }

    @Test
    default void shutdown_canBecomeImmediateLater() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.shutdown(false);
        queue.shutdown(true);
        assertThat(queue.empty()).isTrue();
        queue.shutdown(false);
        assertThat(queue.isShutdown()).isTrue();
        allGetsRefused(queue);
    }

    @EachThreadKind
    default void shutdown_joinersWaitUntilAllTasksAreDone(ThreadKind kind) throws Exception {
        var queue = create(0);
        queue.put(1);
        try (var joiner = Bunch.start(kind, index -> queue.join())) {
            Await.allWaiting(joiner, queue);
            queue.shutdown();
            assertThat(queue.join(0)).isFalse();
            queue.get();
            Await.allWaiting(joiner, queue);
            queue.taskDone();
        }
    }

    @EachThreadKind
    default void shutdownImmediate_noItemInProgress_endsJoin(ThreadKind kind) throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        try (var joiners = Bunch.start(kind, 2, index -> queue.join())) {
            Await.allWaiting(joiners, queue);
            queue.shutdown(true);
        }
    }

    @EachThreadKind
    default void join_afterShutdownImmediate_waitsForItemsInProgress(ThreadKind kind) throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        queue.put(3);
        queue.get();
        queue.shutdown(true);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        try (var joiner = Bunch.start(kind, index -> queue.join())) {
            Await.allWaiting(joiner, queue);
            assertThat(queue.join(Duration.ofMillis(1))).isFalse();
            queue.taskDone();
        }
        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void shutdownImmediate_itemsAlreadyDone_doesNotCountThemTwice() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        queue.taskDone();
        queue.shutdown(true);
        assertThat(queue.getUnfinishedTasks()).isZero();
    }

    @Test
    default void clear_afterShutdown_removesAllItems() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.shutdown();
        assertThat(queue.clear()).isEqualTo(1);
        queue.join();
        refused(queue, queue::getNowait);
    }

    @EachThreadKind
    default void toString_showsTheState(ThreadKind kind) throws Exception {
        var type = create(0).getClass().getSimpleName();
        var queue = create(3);
        assertThat(queue).hasToString(type + "[size=0/3, unfinished=0]");
        queue.put(1);
        assertThat(queue).hasToString(type + "[size=1/3, unfinished=1]");
        queue.setMaxsize(0);
        queue.get();
        queue.shutdown();
        kind.run(() -> assertThat(queue).hasToString(type + "[size=0, unfinished=1, shut down]"));
    }
}
