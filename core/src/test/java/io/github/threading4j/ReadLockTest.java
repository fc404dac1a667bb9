package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.contract.RLockContract;
import io.github.threading4j.contract.UninterruptibleContract;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.atomic.AtomicInteger;

/** The read lock, which the threads of a test acquire, against the write lock, which the test itself acquires. */
class ReadLockTest implements RLockContract<WriterAndReaders>, UninterruptibleContract<WriterAndReaders> {
    @Override
    public WriterAndReaders create() {
        return new WriterAndReaders();
    }

    @Override
    public Object awaited(WriterAndReaders it) {
        return it.lock;
    }

    @Override
    public boolean isFree(WriterAndReaders it) {
        var free = new boolean[1];
        ThreadKind.PLATFORM.run(() -> {
            free[0] = it.lock.write().acquire(false);
            if (free[0]) {
                it.lock.write().release();
            }
        });
        return free[0];
    }

    @Override
    public boolean acquire(WriterAndReaders it, double seconds) throws InterruptedException {
        return it.acquire(seconds);
    }

    @Override
    public Hold tryHold(WriterAndReaders it, double seconds) throws InterruptedException {
        return it.tryHold(seconds);
    }

    @Override
    public boolean locked(WriterAndReaders it) {
        return it.locked();
    }

    @Override
    public String unheldMessage() {
        return "cannot release un-acquired";
    }

    /** Readers do not exclude each other, so they can't count without a lock of their own. */
    @Override
    @EachThreadKind
    public void with_byManyThreads_isExclusive(ThreadKind kind) {
        var it = create();
        var counter = new AtomicInteger();
        try (var readers = Bunch.start(kind, 5, index -> {
            for (var i = 0; i < 500; i++) {
                it.with(() -> {
                    counter.incrementAndGet();
                });
                assertThat(it.with(counter::incrementAndGet)).isPositive();
            }
        })) {
            readers.join();
        }
        assertThat(counter.get()).isEqualTo(5_000);
        assertThat(isFree(it)).isTrue();
    }

    /** Readers do not exclude each other: here, all of them hold the lock at the same time. */
    @Override
    @EachThreadKind
    public void acquire_byManyThreads_isExclusive(ThreadKind kind) {
        var it = create();
        var inside = new java.util.concurrent.CountDownLatch(5);
        it.acquire();
        try (var bunch = Bunch.start(
                kind,
                5,
                index -> it.with(() -> {
                    inside.countDown();
                    inside.await();
                }))) {
            awaitBlocked(bunch, it);
            it.release();
        }
        assertThat(it.locked()).isFalse();
    }

    @EachThreadKind
    void acquireInterruptibly_whileWritten_waitsForTheRelease(ThreadKind kind) {
        var it = create();
        it.acquire();
        try (var waiter = Bunch.start(kind, 2, index -> {
            if (index == 0) {
                Interrupts.during(it::acquireInterruptibly);
            } else {
                it.acquireInterruptibly();
                it.release();
            }
        })) {
            awaitBlocked(waiter, it);
            waiter.thread().interrupt();
            Await.terminated(waiter.thread().toJavaThread());
            it.release();
        }
        kind.run(() -> Interrupts.before(it::acquireInterruptibly));
        assertThat(it.locked()).isFalse();
    }

    @EachThreadKind
    void release_byAThreadThatOnlyWrites_isRejected(ThreadKind kind) {
        var lock = new ReadWriteLock("config");
        kind.run(() -> {
            lock.write().acquire();
            assertThatThrownBy(lock.read()::release)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessage("cannot release un-acquired read lock:"
                            + " ReadWriteLock[name=config, owner=bunch-0, count=1]"
                            + " (expected to be held by bunch-0)");
            lock.write().release();
        });
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }
}
