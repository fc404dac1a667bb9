package io.github.threading4j.stress.linearizability;

import static io.github.threading4j.stress.linearizability.LinearizabilityCheck.check;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Barrier;
import io.github.threading4j.BoundedSemaphore;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.Semaphore;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The non-blocking operations of locks, semaphores, events and barriers. */
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SynchronizerLinearizabilityTest {
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

    /** A twin: Lincheck finds that the lock is not linearizable. */
    @Test
    void checkThenAct_isCaught() {
        assertThatThrownBy(() -> check(CheckThenActOperations.class)).isInstanceOf(AssertionError.class);
    }

    /** The operations that Lincheck calls on a {@link Lock}. */
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

    /** The operations that Lincheck calls on a {@link Semaphore}. */
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

    /** The operations that Lincheck calls on a {@link BoundedSemaphore}. */
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

    /** The operations that Lincheck calls on an {@link Event}. */
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

    /** A lock that two threads can hold at the same time. */
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

    /** The operations that Lincheck calls on a {@link Barrier} of one party, which never waits. */
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

        // getNWaiting() and reset() are omitted, since they can observe that a party arrives and leaves in two steps.
    }
}
