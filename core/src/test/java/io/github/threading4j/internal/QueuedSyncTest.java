package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Hold;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A signal can't fail for want of memory: a waiter that it had removed from the wait set would be lost. */
class QueuedSyncTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What the signal of one waiting thread allocates; the first waiter that its synchronizer ever had. */
    private static long allocatedBySignal(ThreadKind kind, boolean timed) {
        var mutex = new Mutex("guarded");
        var changed = mutex.newWaitSet("change");
        try (var waiter = Bunch.start(kind, index -> {
            try (var hold = mutex.hold()) {
                assertThat(changed.awaitSignal(timed ? Timeout.FOREVER - 1 : Timeout.FOREVER))
                        .isTrue();
            }
        })) {
            Await.waiting(waiter.thread(), "change");
            try (var hold = mutex.hold()) {
                var before = THREADS.getCurrentThreadAllocatedBytes();
                changed.signalOne();
                return THREADS.getCurrentThreadAllocatedBytes() - before;
            }
        }
    }

    private static long allocatedBySignal(ThreadKind kind, Acquirable lock) throws InterruptedException {
        var condition = new Condition(lock);
        try (var waiter = Bunch.start(kind, index -> {
            try (var hold = condition.hold()) {
                condition.await();
            }
        })) {
            Await.waiting(waiter.thread(), condition);
            try (Hold hold = condition.hold()) {
                var before = THREADS.getCurrentThreadAllocatedBytes();
                condition.signal();
                return THREADS.getCurrentThreadAllocatedBytes() - before;
            }
        }
    }

    @EachThreadKind
    void signal_ofTheFirstWaiter_allocatesNothing(ThreadKind kind) throws Exception {
        for (var i = 0; i < 3; i++) {
            var isFirst = i == 0; // that one also loads classes
            for (var timed : List.of(false, true)) {
                assertThat(allocatedBySignal(kind, timed)).matches(bytes -> isFirst || bytes == 0, "bytes");
            }
            for (Supplier<Acquirable> locks : List.<Supplier<Acquirable>>of(Lock::new, RLock::new)) {
                assertThat(allocatedBySignal(kind, locks.get())).matches(bytes -> isFirst || bytes == 0, "bytes");
            }
        }
    }

    /** To prepare the wait, a thread tries to acquire what it holds already. */
    @Test
    void await_leavesTheHoldCountAlone() throws Exception {
        var lock = new RLock();
        var condition = new Condition(lock);
        lock.acquire();
        lock.acquire();
        assertThat(condition.await(0)).isFalse();
        assertThat(lock).asString().contains("count=2");
        lock.release();
        lock.release();
        assertThat(lock.locked()).isFalse();
        assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    }
}
