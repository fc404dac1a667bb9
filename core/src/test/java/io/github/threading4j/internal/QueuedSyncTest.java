package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * A signal must not allocate memory: an OutOfMemoryError after the removal of a waiter from the wait set would lose the
 * waiter.
 */
class QueuedSyncTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Returns the number of bytes allocated by a signal that wakes the first waiter of a synchronizer. */
    private static long allocatedBySignal(ThreadKind kind, boolean timed) {
        var mutex = new Mutex("guarded");
        var changed = mutex.newWaitSet(Blocker.Kind.EVENT, "change");
        try (var waiter = Bunch.start(kind, index -> {
            try (var hold = mutex.hold()) {
                assertThat(changed.awaitSignal(timed ? Timeout.FOREVER - 1 : Timeout.FOREVER))
                        .isTrue();
            }
        })) {
            Await.waiting(waiter.thread(), "change");
            try (var hold = mutex.hold()) {
                var before = THREADS.getCurrentThreadAllocatedBytes();
                changed.signal();
                return THREADS.getCurrentThreadAllocatedBytes() - before;
            }
        }
    }

    @EachThreadKind
    void signal_ofTheFirstWaiter_allocatesNothing(ThreadKind kind) throws Exception {
        for (var i = 0; i < 3; i++) {
            var isFirst = i == 0; // the first round also loads classes
            for (var timed : List.of(false, true)) {
                assertThat(allocatedBySignal(kind, timed)).matches(bytes -> isFirst || bytes == 0, "bytes");
            }
        }
    }
}
