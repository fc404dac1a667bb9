package io.github.threading4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Lock;
import io.github.threading4j.RLock;
import io.github.threading4j.Semaphore;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A wait lasts until its thread leaves it. If the thread waits at the same blocker again, that is another wait. */
class BlockerWaitTest {
    /** An operation that waits, uninterruptibly or until an interrupt. */
    private interface Waits {
        void run() throws InterruptedException;
    }

    private static BlockerWait seen(Bunch bunch) {
        var wait = new AtomicReference<BlockerWait>();
        Await.until("the thread waits", () -> {
            wait.set(BlockerWait.of(bunch.thread().toJavaThread()));
            return wait.get() != null && wait.get().lasts();
        });
        return wait.get();
    }

    /** Lets a thread wait twice at the same blocker, and asserts that the second wait is not mistaken for the first. */
    private static void assertIsAnotherWait(ThreadKind kind, Waits waits, Waits end) throws InterruptedException {
        try (var bunch = Bunch.start(kind, index -> {
            waits.run();
            waits.run();
        })) {
            var first = seen(bunch);
            end.run();
            Await.until("the first wait is over", () -> !first.lasts());
            var second = seen(bunch);
            assertThat(second.blocker()).isSameAs(first.blocker());
            assertThat(first.lasts()).isFalse();
            end.run();
        }
    }

    @EachThreadKind
    void acquire_calledAgain_isAnotherWait(ThreadKind kind) throws InterruptedException {
        var lock = new Lock();
        lock.acquire();
        assertIsAnotherWait(kind, lock::acquire, lock::release);
        var permits = new Semaphore(0);
        assertIsAnotherWait(kind, permits::acquire, permits::release);
    }

    @EachThreadKind
    void acquireInterruptibly_interruptedAndCalledAgain_isAnotherWait(ThreadKind kind) {
        var lock = new RLock();
        lock.acquire();
        assertInterruptedIsAnotherWait(kind, lock::acquireInterruptibly);
        lock.release();
    }

    @EachThreadKind
    void event_interruptedAndAwaitedAgain_isAnotherWait(ThreadKind kind) {
        assertInterruptedIsAnotherWait(kind, new Event()::await);
    }

    private static void assertInterruptedIsAnotherWait(ThreadKind kind, Waits waits) {
        try (var bunch = Bunch.start(kind, index -> {
            for (var i = 0; i < 2; i++) {
                try {
                    waits.run();
                } catch (InterruptedException e) {
                    // waits again, or ends
                }
            }
        })) {
            var first = seen(bunch);
            bunch.thread().interrupt();
            Await.until("the first wait is over", () -> !first.lasts());
            var second = seen(bunch);
            assertThat(second.blocker()).isSameAs(first.blocker());
            assertThat(first.lasts()).isFalse();
            bunch.thread().interrupt();
        }
    }

    @EachThreadKind
    void condition_signalledAndAwaitedAgain_isAnotherWait(ThreadKind kind) throws InterruptedException {
        var condition = new Condition();
        assertIsAnotherWait(
                kind,
                () -> condition.with(() -> {
                    condition.await();
                }),
                () -> condition.with(() -> condition.signal()));
    }

    @EachThreadKind
    void conditionOfAJavaLock_signalledAndAwaitedAgain_isAnotherWait(ThreadKind kind) throws InterruptedException {
        var lock = new RLock().asJavaLock();
        var condition = lock.newCondition();
        for (var waits : List.<Waits>of(condition::await, condition::awaitUninterruptibly)) {
            assertIsAnotherWait(
                    kind,
                    () -> {
                        lock.lock();
                        try {
                            waits.run();
                        } finally {
                            lock.unlock();
                        }
                    },
                    () -> {
                        lock.lock();
                        condition.signal();
                        lock.unlock();
                    });
        }
    }

    @EachThreadKind
    void of_timedWait_isNull(ThreadKind kind) {
        var event = new Event();
        try (var bunch = Bunch.start(kind, index -> event.await(Duration.ofDays(1)))) {
            Await.waiting(bunch.thread(), event);
            assertThat(BlockerWait.of(bunch.thread().toJavaThread())).isNull();
            event.set();
        }
    }
}
