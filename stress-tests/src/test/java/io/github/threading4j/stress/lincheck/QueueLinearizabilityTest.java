package io.github.threading4j.stress.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.SimpleQueue;
import io.github.threading4j.stress.bodies.Channel;
import io.github.threading4j.stress.twins.UnlockedQueue;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each operation of a queue is one step: whatever several threads see could have happened to one thread.
 *
 * <p>Lincheck makes up programs of two or three threads, runs each many times, on all processors and with thread switches of its
 * own choice, and looks for an order of the operations that explains the results.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class QueueLinearizabilityTest {
    private static final int MAXSIZE = 2;

    public static class Fifo extends QueueOperations {
        public Fifo() {
            super(new Queue<>(MAXSIZE));
        }
    }

    public static class FifoModel extends QueueModel {
        public FifoModel() {
            super(MAXSIZE);
        }

        @Override
        void add(List<Integer> inOrder, int item) {
            inOrder.add(item);
        }
    }

    public static class Lifo extends QueueOperations {
        public Lifo() {
            super(new LifoQueue<>());
        }
    }

    public static class LifoModel extends QueueModel {
        public LifoModel() {
            super(0);
        }

        @Override
        void add(List<Integer> inOrder, int item) {
            inOrder.add(0, item);
        }
    }

    public static class Priority extends QueueOperations {
        public Priority() {
            super(new PriorityQueue<>(MAXSIZE));
        }
    }

    public static class PriorityModel extends QueueModel {
        public PriorityModel() {
            super(MAXSIZE);
        }

        @Override
        void add(List<Integer> inOrder, int item) {
            inOrder.add(item);
            Collections.sort(inOrder);
        }
    }

    public static class Simple {
        private final SimpleQueue<Integer> queue = new SimpleQueue<>();

        @Operation
        public void put(@Param(gen = IntGen.class, conf = "1:3") int item) {
            queue.put(item);
        }

        @Operation
        public int get() {
            try {
                return queue.getNowait();
            } catch (QueueEmptyException e) {
                return Integer.MIN_VALUE;
            }
        }

        @Operation
        public int qsize() {
            return queue.qsize();
        }

        @Operation
        public boolean empty() {
            return queue.empty();
        }
    }

    public static class SimpleModel {
        private final ArrayDeque<Integer> items = new ArrayDeque<>();

        public void put(int item) {
            items.add(item);
        }

        public int get() {
            return items.isEmpty() ? Integer.MIN_VALUE : items.remove();
        }

        public int qsize() {
            return items.size();
        }

        public boolean empty() {
            return items.isEmpty();
        }
    }

    public static class Unlocked {
        private final Channel queue = new UnlockedQueue();

        @Operation
        public void put(@Param(gen = IntGen.class, conf = "1:3") int item) {
            queue.put(item);
        }

        @Operation
        public int get() {
            int item = queue.takeUninterrupted(0);
            return item == Channel.NONE ? Integer.MIN_VALUE : item;
        }
    }

    @Test
    void queue_isLinearizable() {
        check(Fifo.class, FifoModel.class);
    }

    @Test
    void lifoQueue_isLinearizable() {
        check(Lifo.class, LifoModel.class);
    }

    @Test
    void priorityQueue_isLinearizable() {
        check(Priority.class, PriorityModel.class);
    }

    @Test
    void simpleQueue_isLinearizable() {
        check(Simple.class, SimpleModel.class);
    }

    @Test
    void itsTwinWithoutALock_isCaught() {
        for (var options : List.of(stress(), modelChecking())) {
            assertThatThrownBy(() ->
                            options.sequentialSpecification(SimpleModel.class).check(Unlocked.class))
                    .isInstanceOf(LincheckAssertionError.class);
        }
    }

    private static void check(Class<?> queue, Class<?> model) {
        for (var options : List.of(stress(), modelChecking())) {
            options.sequentialSpecification(model).check(queue);
        }
    }

    private static Options<?, ?> stress() {
        return new StressOptions()
                .iterations(10)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(4);
    }

    private static Options<?, ?> modelChecking() {
        return new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(100)
                .threads(3)
                .actorsPerThread(2);
    }
}
