package io.github.threading4j.stress.linearizability;

import static io.github.threading4j.stress.linearizability.LinearizabilityCheck.check;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueFullException;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.select.Select;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The non-blocking operations of queues. */
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class QueueLinearizabilityTest {
    @Test
    void queue_isLinearizable() {
        check(FifoOperations.class, 10);
    }

    @Test
    void lifoQueue_isLinearizable() {
        check(LifoOperations.class, 10);
    }

    @Test
    void priorityQueue_isLinearizable() {
        check(PriorityOperations.class, 10);
    }

    @Test
    void simpleQueue_isLinearizable() {
        check(SimpleQueueOperations.class);
    }

    @Test
    void select_isLinearizable() {
        check(SelectOperations.class);
    }

    /** The non-blocking operations that Lincheck calls on a queue. */
    public abstract static class QueueOperations {
        private static final int NOTHING = -1;
        private final Queue<Integer> queue;

        protected QueueOperations(Queue<Integer> queue) {
            this.queue = queue;
        }

        @Operation
        public boolean put(@Param(gen = IntGen.class, conf = "1:2") int item) {
            try {
                queue.putNowait(item);
                return true;
            } catch (QueueFullException e) {
                return false;
            }
        }

        @Operation
        public int get() {
            try {
                return queue.getNowait();
            } catch (QueueEmptyException e) {
                return NOTHING;
            }
        }

        @Operation
        public int qsize() {
            return queue.qsize();
        }

        @Operation
        public void taskDone() {
            queue.taskDone();
        }

        @Operation
        public long getUnfinishedTasks() {
            return queue.getUnfinishedTasks();
        }

        @Operation
        public int clear() {
            return queue.clear();
        }

        @Operation
        public void shutdown(@Param(gen = BooleanGen.class) boolean immediate) {
            queue.shutdown(immediate);
        }

        @Operation
        public boolean isShutdown() {
            return queue.isShutdown();
        }
    }

    /** The operations that Lincheck calls on a {@link Queue} with capacity for two items. */
    public static class FifoOperations extends QueueOperations {
        public FifoOperations() {
            super(new Queue<>(2));
        }
    }

    /** The operations that Lincheck calls on an unbounded {@link LifoQueue}. */
    public static class LifoOperations extends QueueOperations {
        public LifoOperations() {
            super(new LifoQueue<>());
        }
    }

    /** The operations that Lincheck calls on a {@link PriorityQueue} with capacity for two items. */
    public static class PriorityOperations extends QueueOperations {
        public PriorityOperations() {
            super(new PriorityQueue<>(2));
        }
    }

    /** The operations that Lincheck calls on a {@link SimpleQueue}. */
    public static class SimpleQueueOperations {
        private final SimpleQueue<Integer> queue = new SimpleQueue<>();

        @Operation
        public void put(@Param(gen = IntGen.class, conf = "1:2") int item) {
            queue.put(item);
        }

        @Operation
        public int get() {
            try {
                return queue.getNowait();
            } catch (QueueEmptyException e) {
                return QueueOperations.NOTHING;
            }
        }

        @Operation
        public int qsize() {
            return queue.qsize();
        }
    }

    /**
     * A select over two queues. If it took turns, or if the second queue had other takers, it could find nothing
     * although there was always an item, since it attempts one queue after the other.
     */
    public static class SelectOperations {
        private final Queue<Integer> first = new Queue<>(2);
        private final SimpleQueue<Integer> second = new SimpleQueue<>();

        @Operation
        public boolean putFirst(@Param(gen = IntGen.class, conf = "1:2") int item) {
            try {
                first.putNowait(item);
                return true;
            } catch (QueueFullException e) {
                return false;
            }
        }

        @Operation
        public void putSecond(@Param(gen = IntGen.class, conf = "3:4") int item) {
            second.put(item);
        }

        @Operation
        public int getOrGet() throws InterruptedException {
            return new Select<Integer>()
                    .on(first, item -> item)
                    .on(second, item -> item)
                    .await(0, () -> QueueOperations.NOTHING);
        }

        @Operation
        public boolean putOrFull() throws InterruptedException {
            return new Select<Boolean>().onRoom(first, 2, () -> true).await(0, () -> false);
        }
    }
}
