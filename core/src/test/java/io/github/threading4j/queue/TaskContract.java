package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Unfinished tasks: counting them, waiting for them, and {@code QueueTask}. */
interface TaskContract extends QueueFixture {
    @Test
    default void unfinishedTasks_countsPutsButNotGets() throws Exception {
        var queue = create(0);
        assertThat(queue.getUnfinishedTasks()).isZero();
        queue.put(1);
        queue.putNowait(2);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        queue.get();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        queue.taskDone();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    @Test
    default void taskDone_tooManyTimes_isRejected() throws Exception {
        var queue = create(0);
        assertThatThrownBy(queue::taskDone)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task_done() called too many times: " + queue + " (expected once for each item)");
        queue.put(1);
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        queue.taskDone();
        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.getUnfinishedTasks()).isZero();
        assertThat(queue.join(0)).isTrue();
    }

    @Test
    default void taskDone_beforeGet_isCounted() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.taskDone();
        assertThat(queue.join(0)).isTrue();
        assertThat(queue.get()).isEqualTo(1);
    }

    @Test
    default void join_noUnfinishedTask_returnsImmediatelyEachTime() throws Exception {
        var queue = create(0);
        queue.join();
        queue.put(1);
        queue.taskDone();
        queue.join();
        assertThat(queue.join(-1)).isTrue();
        assertThat(queue.join(Duration.ofSeconds(-1))).isTrue();
        assertThat(queue.join(Double.POSITIVE_INFINITY)).isTrue();
    }

    @EachThreadKind
    default void join_timed_returnsWhetherAllTasksAreDone(ThreadKind kind) throws Exception {
        var queue = create(0);
        queue.put(1);
        assertThat(queue.join(0)).isFalse();
        assertThat(queue.join(-1)).isFalse();
        assertThat(queue.join(Duration.ofSeconds(-1))).isFalse();
        kind.run(() -> {
            var begin = System.nanoTime();
            assertThat(queue.join(0.01)).isFalse();
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
            assertThat(queue.join(Duration.ofNanos(1))).isFalse();
        });
        assertThatThrownBy(() -> queue.join(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.join(null)).isInstanceOf(NullPointerException.class);
    }

    @EachThreadKind
    default void join_bySeveralThreads_returnsOnceAllTasksAreDone(ThreadKind kind) throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        try (var joiners = Bunch.start(kind, 3, index -> {
            switch (index) {
                case 0 -> queue.join();
                case 1 -> assertThat(queue.join(300)).isTrue();
                default -> assertThat(queue.join(PutGetContract.LONG)).isTrue();
            }
            assertThat(queue.getUnfinishedTasks()).isZero();
        })) {
            Await.allWaiting(joiners, queue);
            queue.get();
            queue.get();
            queue.taskDone();
            assertThat(joiners.threads()).allMatch(thread -> Await.isWaiting(thread.toJavaThread(), queue));
            queue.taskDone();
        }
    }

    @EachThreadKind
    default void join_interrupted_throwsAndChangesNothing(ThreadKind kind) throws Exception {
        var queue = create(0);
        kind.run(() -> {
            Interrupts.before(queue::join);
            Interrupts.before(() -> queue.join(0));
            Interrupts.before(() -> queue.join(Duration.ZERO));
        });
        queue.put(1);
        try (var joiner = Bunch.start(kind, 2, index -> {
            if (index == 0) {
                Interrupts.during(queue::join);
            } else {
                Interrupts.during(() -> queue.join(300));
            }
        })) {
            Await.allWaiting(joiner, queue);
            joiner.threads().forEach(thread -> thread.interrupt());
        }
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    @Test
    default void clear_removesItemsAndCountsThemAsDone() throws Exception {
        var queue = create(0);
        assertThat(queue.clear()).isZero();
        queue.put(1);
        queue.put(2);
        queue.put(3);
        queue.get();
        assertThat(queue.clear()).isEqualTo(2);
        assertThat(queue.empty()).isTrue();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
        queue.taskDone();
        queue.join();
    }

    @Test
    default void clear_itemsAlreadyDone_doesNotCountThemTwice() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(2);
        queue.taskDone();
        assertThat(queue.clear()).isEqualTo(2);
        assertThat(queue.getUnfinishedTasks()).isZero();
    }

    @EachThreadKind
    default void clear_wakesJoinersAndPutters(ThreadKind kind) throws Exception {
        var queue = create(2);
        queue.put(1);
        queue.put(2);
        try (var putters = Bunch.start(kind, 2, index -> queue.put(3))) {
            allBlocked(putters, queue);
            assertThat(queue.clear()).isEqualTo(2);
        }
        assertThat(queue.qsize()).isEqualTo(2);
        try (var joiner = Bunch.start(kind, index -> queue.join())) {
            Await.allWaiting(joiner, queue);
            queue.clear();
        }
    }

    @Test
    default void getTask_closed_countsAsDoneOnce() throws Exception {
        var queue = create(0);
        queue.put(1);
        queue.put(1);
        queue.put(1);
        try (var task = queue.getTask()) {
            assertThat(task.item()).isEqualTo(1);
            assertThat(task).hasToString("QueueTask[1]");
            assertThat(queue.getUnfinishedTasks()).isEqualTo(3);
            task.close();
            task.close();
            assertThat(task).hasToString("QueueTask[1, done]");
            assertThat(task.item()).isEqualTo(1);
        }
        assertThat(queue.getUnfinishedTasks()).isEqualTo(2);
        queue.getTask(1.0).close();
        queue.getTask(Duration.ZERO).close();
        queue.join();
    }

    @Test
    default void taskClose_afterTaskDone_throwsOnce() throws Exception {
        var queue = create(0);
        queue.put(1);
        var task = queue.getTask();
        queue.taskDone();
        assertThatThrownBy(task::close).isInstanceOf(IllegalArgumentException.class);
        queue.put(2);
        task.close();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(1);
    }

    @Test
    default void getTask_workFails_countsAsDone() throws Exception {
        var queue = create(0);
        queue.put(1);
        assertThatThrownBy(() -> {
                    try (var task = queue.getTask()) {
                        throw new IllegalStateException("failed with " + task.item());
                    }
                })
                .hasMessage("failed with 1");
        assertThat(queue.join(0)).isTrue();
    }

    @EachThreadKind
    default void getTask_waitsAndFailsLikeGet(ThreadKind kind) throws Exception {
        var queue = create(0);
        assertThatThrownBy(() -> queue.getTask(0)).isInstanceOf(QueueEmptyException.class);
        assertThatThrownBy(() -> queue.getTask(Duration.ZERO)).isInstanceOf(QueueEmptyException.class);
        assertThatThrownBy(() -> queue.getTask(-1)).isInstanceOf(IllegalArgumentException.class);
        kind.run(() -> Interrupts.before(queue::getTask));
        try (var worker = Bunch.start(kind, 3, index -> {
            try (var task = index == 0 ? queue.getTask() : index == 1 ? queue.getTask(300) : longTask(queue)) {
                assertThat(task.item()).isEqualTo(7);
            }
        })) {
            allBlocked(worker, queue);
            for (var i = 0; i < 3; i++) {
                queue.put(7);
            }
            queue.join();
        }
    }

    private static QueueTask<Integer> longTask(Queue<Integer> queue) throws InterruptedException {
        return queue.getTask(PutGetContract.LONG);
    }
}
