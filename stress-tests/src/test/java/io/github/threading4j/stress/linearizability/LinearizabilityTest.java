package io.github.threading4j.stress.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.github.threading4j.Barrier;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.futures.Future;
import io.github.threading4j.queue.LifoQueue;
import io.github.threading4j.queue.PriorityQueue;
import io.github.threading4j.queue.Queue;
import io.github.threading4j.queue.QueueEmptyException;
import io.github.threading4j.queue.QueueFullException;
import io.github.threading4j.queue.SimpleQueue;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that do not wait have the results of some sequential order, whatever two threads do with them at once. */
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LinearizabilityTest {
    /** Asked for a name in error messages; what it holds differs from run to run. */
    private static final String TABLE_OF_THREADS = "io.github.threading4j.ThreadTable";

    private static void check(Class<?> operations) {
        check(operations, 4);
    }

    private static void check(Class<?> operations, int programs) {
        programs(programs).actorsPerThread(3).check(operations);
    }

    /** Checks something that ends and stays so: nothing is done to it before, and what matters is the first few steps. */
    private static void checkWhileNew(Class<?> operations) {
        programs(40).actorsPerThread(2).actorsBefore(0).check(operations);
    }

    private static ModelCheckingOptions programs(int programs) {
        return new ModelCheckingOptions()
                .addGuarantee(forClasses(TABLE_OF_THREADS).allMethods().ignore())
                .iterations(Effort.times(programs))
                .invocationsPerIteration(Effort.times(200))
                .threads(2);
    }

    @Test
    void lock_isLinearizable() {
        check(LockOperations.class);
    }

    @Test
    void semaphore_isLinearizable() {
        check(SemaphoreOperations.class);
    }

    @Test
    void boundedSemaphore_isLinearizable() {
        check(BoundedSemaphoreOperations.class);
    }

    @Test
    void event_isLinearizable() {
        check(EventOperations.class);
    }

    @Test
    void barrier_isLinearizable() {
        check(BarrierOperations.class, 20);
    }

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
    void future_isLinearizable() {
        checkWhileNew(StartedFutureOperations.class);
        checkWhileNew(SettledFutureOperations.class);
    }

    /** The twin: what is not linearizable is found. */
    @Test
    void checkThenAct_isCaught() {
        assertThatThrownBy(() -> check(CheckThenActOperations.class)).isInstanceOf(AssertionError.class);
    }

    /** What Lincheck calls on a {@link Lock}. */
    public static class LockOperations {
        private final Lock lock = new Lock();

        @Operation
        public boolean acquire() {
            return lock.acquire(false);
        }

        @Operation
        public void release() {
            lock.release();
        }

        @Operation
        public boolean locked() {
            return lock.locked();
        }
    }

    /** What Lincheck calls on a {@link Semaphore}. */
    public static class SemaphoreOperations {
        private final Semaphore semaphore = new Semaphore(1);

        @Operation
        public boolean acquire() throws InterruptedException {
            return semaphore.acquire(false);
        }

        @Operation
        public void releaseTwo() {
            semaphore.release(2);
        }

        @Operation
        public long value() {
            return semaphore.getValue();
        }
    }

    /** What Lincheck calls on a {@link BoundedSemaphore}. */
    public static class BoundedSemaphoreOperations {
        private final BoundedSemaphore semaphore = new BoundedSemaphore(2);

        @Operation
        public boolean acquire() throws InterruptedException {
            return semaphore.acquire(false);
        }

        @Operation
        public void release() {
            semaphore.release();
        }

        @Operation
        public void releaseTwo() {
            semaphore.release(2);
        }

        @Operation
        public long value() {
            return semaphore.getValue();
        }
    }

    /** What Lincheck calls on an {@link Event}. */
    public static class EventOperations {
        private final Event event = new Event();

        @Operation
        public void set() {
            event.set();
        }

        @Operation
        public void clear() {
            event.clear();
        }

        @Operation
        public boolean isSet() {
            return event.isSet();
        }

        @Operation
        public boolean poll() throws InterruptedException {
            return event.await(Duration.ZERO);
        }
    }

    /** A lock that two can acquire. */
    public static class CheckThenActOperations {
        private volatile boolean locked;

        @Operation
        public boolean acquire() {
            if (locked) {
                return false;
            }
            locked = true;
            return true;
        }

        @Operation
        public void release() {
            locked = false;
        }
    }

    /** What Lincheck calls on a {@link Barrier} for one, where nobody waits. */
    public static class BarrierOperations {
        private final Barrier barrier = new Barrier(1);

        @Operation
        public int await() throws InterruptedException, BrokenBarrierException {
            return barrier.await();
        }

        @Operation
        public void abort() {
            barrier.abort();
        }

        @Operation
        public boolean isBroken() {
            return barrier.isBroken();
        }

        // Not getNWaiting() and reset(): whoever comes waits until it goes on, which is two steps, and shows in both.
    }

    /** A queue of the library, as far as it does not wait. */
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

    /** What Lincheck calls on a {@link Queue} with room for two. */
    public static class FifoOperations extends QueueOperations {
        public FifoOperations() {
            super(new Queue<>(2));
        }
    }

    /** What Lincheck calls on a {@link LifoQueue} without a bound. */
    public static class LifoOperations extends QueueOperations {
        public LifoOperations() {
            super(new LifoQueue<>());
        }
    }

    /** What Lincheck calls on a {@link PriorityQueue} with room for two. */
    public static class PriorityOperations extends QueueOperations {
        public PriorityOperations() {
            super(new PriorityQueue<>(2));
        }
    }

    /** What Lincheck calls on a {@link SimpleQueue}. */
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

    /** What Lincheck calls on a {@link Future} that begins to run as it is ended. */
    public static class StartedFutureOperations {
        private final Future<Integer> future = new Future<>();

        @Operation
        public boolean start() {
            return future.setRunningOrNotifyCancel();
        }

        @Operation
        public boolean cancel() {
            return future.cancel();
        }

        @Operation
        public void setResult() {
            future.setResult(1);
        }

        @Operation
        public boolean running() {
            return future.running();
        }
    }

    /** What Lincheck calls on a {@link Future} that is asked as it is ended. */
    public static class SettledFutureOperations {
        private final Future<Integer> future = new Future<>();

        @Operation
        public void setResult() {
            future.setResult(1);
        }

        @Operation
        public void setException() {
            future.setException(new IllegalStateException("the task failed"));
        }

        @Operation
        public boolean done() {
            return future.done();
        }

        @Operation
        public int result() {
            return future.resultNow();
        }

        @Operation
        public boolean callback() {
            var called = new AtomicBoolean();
            future.addDoneCallback(done -> called.set(true));
            return called.get();
        }
    }
}
