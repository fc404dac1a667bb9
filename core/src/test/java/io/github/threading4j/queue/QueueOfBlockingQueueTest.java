package io.github.threading4j.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.NamedThread;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

class QueueOfBlockingQueueTest implements PutGetContract, BoundedContract, TaskContract {
    @Override
    public Queue<Integer> create(int maxsize) {
        return Queue.of(maxsize == 0 ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(maxsize));
    }

    @Override
    public PutGet unbounded() {
        return PutGet.ofForeign(create(0));
    }

    @Override
    public boolean acceptsNull() {
        return false;
    }

    @Override
    public void awaitBlocked(NamedThread thread, Queue<?> queue) {
        Await.parked(thread.toJavaThread());
    }

    @Test
    void put_addsToTheJavaQueue() throws Exception {
        var java = new LinkedBlockingQueue<Integer>(5);
        var queue = Queue.of(java);
        queue.put(1);
        assertThat(java).containsExactly(1);
        java.put(2);
        assertThat(queue.qsize()).isEqualTo(2);
        assertThat(queue.getMaxsize()).isEqualTo(5);
        assertThat(queue.asBlockingQueue()).isSameAs(java);
        assertThat(queue).hasToString("Queue[of=LinkedBlockingQueue, unfinished=1]");
    }

    @Test
    void unfinishedTasks_countsOnlyItemsPutThroughTheQueue() throws Exception {
        var java = new LinkedBlockingQueue<Integer>();
        var queue = Queue.of(java);
        java.put(1);
        assertThat(queue.getUnfinishedTasks()).isZero();
        queue.put(2);
        assertThat(queue.clear()).isEqualTo(2);
        assertThat(queue.getUnfinishedTasks()).isZero();
        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void put_byManyThreads_countsEachItem() {
        var queue = create(0);
        Bunch.start(ThreadKind.PLATFORM, 4, index -> {
                    for (var i = 0; i < 10_000; i++) {
                        queue.put(i);
                    }
                })
                .close();
        assertThat(queue.getUnfinishedTasks()).isEqualTo(40_000);
    }

    @Test
    void unsupportedOperations_throw() {
        var queue = create(1);
        assertThatThrownBy(queue::shutdown).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> queue.shutdown(true)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> queue.setMaxsize(2)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(queue.isShutdown()).isFalse();
        assertThatThrownBy(() -> Queue.of(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void put_fails_countsNothing() {
        var queue = Queue.of(new SynchronousQueue<Integer>());
        assertThatThrownBy(() -> queue.putNowait(1)).isInstanceOf(QueueFullException.class);
        assertThat(queue.full()).isTrue();
        assertThatThrownBy(() -> queue.put(1, -1.0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.getUnfinishedTasks()).isZero();
        assertThat(Queue.of(new DelayQueue<>()).full()).isFalse();
    }

    @Test
    void clear_countsOnlyCountedItemsAsDone() throws Exception {
        var java = new LinkedBlockingQueue<Integer>();
        var queue = Queue.of(java);
        queue.put(1);
        assertThat(queue.get()).isEqualTo(1);
        java.put(2); // not put through the queue, so not counted
        assertThat(queue.clear()).isEqualTo(1);
        assertThat(queue.join(0)).as("join with an item in progress").isFalse();
        queue.taskDone();
        assertThat(queue.join(0)).isTrue();
    }
}
