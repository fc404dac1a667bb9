package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.contract.JavaLockViewContract;
import io.github.threading4j.contract.PlainLockContract;
import io.github.threading4j.contract.UninterruptibleContract;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LockTest implements PlainLockContract<Lock>, UninterruptibleContract<Lock>, JavaLockViewContract<Lock> {
    @Override
    public Lock create() {
        return new Lock("tested");
    }

    @Override
    public boolean acquire(Lock lock, double seconds) throws InterruptedException {
        return lock.acquire(seconds);
    }

    @Override
    public Hold tryHold(Lock lock, double seconds) throws InterruptedException {
        return lock.tryHold(seconds);
    }

    @Override
    public boolean locked(Lock lock) {
        return lock.locked();
    }

    @Override
    public java.util.concurrent.locks.Lock view(Lock lock) {
        return lock.asJavaLock();
    }

    /** Before Java 19, a subclass of Thread can override getId. */
    @Test
    void acquire_byAThreadWhoseGetIdReturns0_locks() throws Exception {
        var lock = create();
        var seen = new AtomicBoolean();
        class Liar extends Thread {
            @Override
            @SuppressWarnings("deprecation") // Java 17 has no threadId()
            public long getId() {
                return 0;
            }

            @Override
            public void run() {
                lock.acquire();
                seen.set(lock.locked() && !lock.acquire(false));
            }
        }
        var liar = new Liar();
        liar.start();
        liar.join();
        assertThat(seen).isTrue();
        lock.release();
        assertThat(lock.locked()).isFalse();
    }

    @Test
    void new_nullName_isRejected() {
        assertThatThrownBy(() -> new Lock(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name: null (expected a value)");
    }

    @Test
    void toString_inEachState_showsNameAndOwner() {
        var named = new Lock("accounts");
        assertThat(named).hasToString("Lock[name=accounts, unlocked]");
        ThreadKind.PLATFORM.run(named::acquire); // the owner ends without releasing the lock
        assertThat(named).hasToString("Lock[name=accounts, owner=bunch-0]");
        named.release();
        assertThat(new Lock()).hasToString("Lock[unlocked]");
        assertThat(new Lock("")).hasToString("Lock[name=, unlocked]");
    }

    @Test
    void release_whenUnlocked_throwsNamingTheLock() {
        assertThatThrownBy(new Lock("accounts")::release)
                .hasMessage("release unlocked lock: Lock[name=accounts, unlocked] (expected to be locked)");
    }

    @EachThreadKind
    void acquireInterruptibly_whileHeld_waitsForTheRelease(ThreadKind kind) throws Exception {
        var lock = create();
        lock.acquireInterruptibly();
        try (var waiter = Bunch.start(kind, index -> {
            lock.acquireInterruptibly();
            lock.release();
        })) {
            Await.waiting(waiter.thread(), lock);
            lock.release();
        }
        assertThat(lock.locked()).isFalse();
    }

    @EachThreadKind
    void acquireInterruptibly_interrupted_throwsWithoutTheLock(ThreadKind kind) throws Exception {
        var lock = create();
        kind.run(() -> Interrupts.before(lock::acquireInterruptibly));
        assertThat(lock.locked()).isFalse();
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> Interrupts.during(lock::acquireInterruptibly))) {
            Await.waiting(waiter.thread(), lock);
            waiter.thread().interrupt();
            waiter.join();
            lock.release();
        }
        assertThat(lock.locked()).isFalse();
    }

    @EachThreadKind
    void blocker_ofAWaitingThread_namesLockAndHolder(ThreadKind kind) {
        var lock = create();
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> lock.with(() -> {}))) {
            Await.waiting(waiter.thread(), lock);
            var point = Blocker.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.ACQUIRE);
            assertThat(point.awaited()).isSameAs(lock);
            assertThat(point.holder()).isSameAs(Thread.currentThread());
            lock.release();
        }
    }

    @EachThreadKind
    void release_byTwoThreads_oneThrows(ThreadKind kind) {
        var lock = create();
        for (int round = 0; round < 200; round++) {
            lock.acquire();
            var refused = new AtomicInteger();
            Bunch.start(kind, 2, index -> {
                        try {
                            lock.release();
                        } catch (IllegalMonitorStateException e) {
                            refused.incrementAndGet();
                        }
                    })
                    .close();
            assertThat(refused).hasValue(1);
            assertThat(lock.locked()).isFalse();
        }
    }

    @EachThreadKind
    void javaConditionSignal_afterReleaseByAnotherThread_isRejected(ThreadKind kind) {
        var lock = create();
        var condition = lock.asJavaLock().newCondition();
        lock.acquire();
        kind.run(lock::release);
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
    }
}
