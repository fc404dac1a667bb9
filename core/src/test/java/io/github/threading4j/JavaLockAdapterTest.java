package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.contract.InterruptibleContract;
import io.github.threading4j.contract.TimedAcquireContract;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JavaLockAdapterTest {
    /**
     * A {@code java.util.concurrent} lock. Tests can detect that its waiters are parked, but not which lock they wait
     * for.
     */
    interface OfJavaContract extends TimedAcquireContract<Acquirable>, InterruptibleContract<Acquirable> {
        @Override
        default void awaitBlocked(Bunch bunch, Acquirable acquirable) {
            bunch.threads().forEach(thread -> Await.parked(thread.toJavaThread()));
        }
    }

    @Nested
    class OverReentrantLock implements OfJavaContract {
        @Override
        public Acquirable create() {
            return Acquirable.of(new ReentrantLock());
        }
    }

    @Nested
    class OverStampedLock implements OfJavaContract {
        @Override
        public Acquirable create() {
            return Acquirable.of(new StampedLock().asWriteLock());
        }
    }

    @Nested
    class OverTheViewOfALock implements TimedAcquireContract<Acquirable>, InterruptibleContract<Acquirable> {
        private final Lock lock = new Lock();

        @Override
        public Acquirable create() {
            return Acquirable.of(lock.asJavaLock());
        }

        @Override
        public Object awaited(Acquirable acquirable) {
            return lock;
        }
    }

    @Test
    void of_null_isRejected() {
        assertThatThrownBy(() -> Acquirable.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("lock: null (expected a value)");
    }

    @Test
    void release_notHeld_throwsTheExceptionOfTheLock() {
        var acquirable = Acquirable.of(new ReentrantLock());
        assertThatThrownBy(acquirable::release).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void acquire_again_incrementsTheHoldCountOfAReentrantLock() throws Exception {
        var lock = new ReentrantLock();
        Acquirable.of(lock).acquire();
        assertThat(Acquirable.of(lock).acquire(false)).isTrue();
        assertThat(lock.getHoldCount()).isEqualTo(2);
        lock.unlock();
        lock.unlock();
        assertThat(Acquirable.of(lock)).hasToString(lock.toString());
    }

    /** A lock whose deadline overflows if the timeout is too long, as in many implementations. */
    private static final class OverflowingLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            var deadline = System.nanoTime() + unit.toNanos(time);
            while (System.nanoTime() < deadline) {
                if (super.tryLock(1, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
            return false;
        }
    }

    @EachThreadKind
    void acquire_infiniteTimeout_usesNoTimedTryLock(ThreadKind kind) throws Exception {
        var lock = new OverflowingLock();
        var condition = new io.github.threading4j.Condition(lock);
        lock.lock();
        try (var waiters = Bunch.start(kind, 3, index -> {
            assertThat(
                            switch (index) {
                                case 0 -> condition.acquire(-1);
                                case 1 -> condition.acquire(Duration.ofNanos(Long.MAX_VALUE));
                                default -> Acquirable.of(lock).acquire(Duration.ofSeconds(Long.MAX_VALUE));
                            })
                    .isTrue();
            lock.unlock();
        })) {
            Await.until("three threads wait", () -> lock.getQueueLength() == 3);
            lock.unlock();
        }
    }

    /** A lock that supports only {@code tryLock()}, like some distributed locks. */
    private static final class TryOnlyLock implements java.util.concurrent.locks.Lock {
        @Override
        public void lock() {
            throw new UnsupportedOperationException("lock");
        }

        @Override
        public void lockInterruptibly() {
            throw new UnsupportedOperationException("lockInterruptibly");
        }

        @Override
        public boolean tryLock() {
            return true;
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) {
            throw new UnsupportedOperationException("tryLock");
        }

        @Override
        public void unlock() {}

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("newCondition");
        }
    }

    @Test
    void acquire_overloadUnsupportedByTheLock_throwsUnsupportedOperation() throws Exception {
        var acquirable = Acquirable.of(new TryOnlyLock());
        assertThat(acquirable.acquire(false)).isTrue();
        assertThatThrownBy(acquirable::acquire).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> acquirable.acquire(true)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> acquirable.acquire(Duration.ZERO)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(acquirable::hold).isInstanceOf(UnsupportedOperationException.class);
        ThreadKind.PLATFORM.run(acquirable::release);
    }
}
