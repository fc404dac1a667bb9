package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/** The properties of a condition that depend on its lock: construction, messages, and conditions that share a lock. */
class ConditionTest {
    @Test
    void new_withoutALock_createsAnRLock() throws Exception {
        var condition = new Condition();
        assertThat(condition.getLock()).isInstanceOf(RLock.class);
        assertThat(new Condition().getLock()).isNotSameAs(condition.getLock());
        condition.with(() -> condition.with(
                () -> assertThat(((RLock) condition.getLock()).getHoldCount()).isEqualTo(2)));
    }

    @Test
    void new_withALock_usesThatLock() throws Exception {
        var lock = new Lock();
        var condition = new Condition(lock);
        assertThat(condition.getLock()).isSameAs(lock);
        condition.acquire();
        assertThat(lock.locked()).isTrue();
        lock.release();
        assertThat(condition.locked()).isFalse();
    }

    @Test
    void new_withACondition_sharesItsLock() {
        var first = new Condition();
        assertThat(new Condition(first).getLock()).isSameAs(first.getLock());
        assertThat(new Condition(new Condition(first)).getLock()).isSameAs(first.getLock());
    }

    @Test
    void new_withASemaphore_isRejected() {
        assertThatThrownBy(() -> new Condition(new Semaphore()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lock has no conditions: Semaphore[value=1] (expected a Lock");
    }

    @Test
    void new_withAJavaLockWithoutConditions_isRejected() {
        var read = new ReentrantReadWriteLock().readLock();
        var message = "lock has no conditions: " + read + " (expected a lock whose newCondition() returns a condition)";
        assertThatThrownBy(() -> new Condition(read))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new Condition(Acquirable.of(read), "named"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(message);
    }

    @Test
    void new_withAJavaLockWhoseConditionIsNull_isRejected() {
        var lock = new ReentrantLock() {
            @Override
            public java.util.concurrent.locks.Condition newCondition() {
                return null;
            }
        };
        assertThatThrownBy(() -> new Condition(lock))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("lock has no conditions: ");
    }

    @Test
    void new_withNull_isRejected() {
        assertThatThrownBy(() -> new Condition((Acquirable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Condition((java.util.concurrent.locks.Lock) null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Condition((String) null)).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> new Condition(new Lock(), null)).hasMessage("name: null (expected a value)");
    }

    @Test
    void toString_showsNameAndLockAndWaiters() throws Exception {
        assertThat(new Condition()).hasToString("Condition[lock=RLock[unlocked], waiting=0]");
        var named = new Condition("ready");
        assertThat(named).hasToString("Condition[name=ready, lock=RLock[name=ready, unlocked], waiting=0]");
        var other = new Condition(new Lock("accounts"), "paid");
        assertThat(other).hasToString("Condition[name=paid, lock=Lock[name=accounts, unlocked], waiting=0]");
        try (var waiters = Bunch.start(ThreadKind.PLATFORM, 2, index -> other.with(() -> other.await()))) {
            Await.allWaiting(waiters, other);
            assertThat(other).hasToString("Condition[name=paid, lock=Lock[name=accounts, unlocked], waiting=2]");
            other.with(other::signalAll);
        }
    }

    @Test
    void awaitAndSignal_withoutTheLock_throwNamingTheCondition() {
        var condition = new Condition("ready");
        assertThatThrownBy(condition::await)
                .hasMessage("cannot wait on un-acquired lock: " + condition + " (expected to be held by "
                        + Thread.currentThread().getName() + ")");
        assertThatThrownBy(condition::signal)
                .hasMessageStartingWith("cannot notify on un-acquired lock: Condition[name=ready");
        assertThatThrownBy(condition::signalAll).hasMessageStartingWith("cannot notify on un-acquired lock: ");
        for (var n : new int[] {-1, 0, 1}) {
            assertThatThrownBy(() -> condition.signal(n)).hasMessageStartingWith("cannot notify on un-acquired lock: ");
        }
    }

    @Test
    void locked_overAJavaLock_isUnsupported() {
        var condition = new Condition(new ReentrantLock());
        assertThatThrownBy(condition::locked)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("locked() is not supported by a java.util.concurrent lock");
    }

    @EachThreadKind
    void blocker_ofAWaitingThread_hasKindSignalAndNoHolder(ThreadKind kind) throws Exception {
        var condition = new Condition();
        try (var waiter = Bunch.start(kind, index -> condition.with(() -> condition.await()))) {
            Await.waiting(waiter.thread(), condition);
            var point = Blocker.of(waiter.thread().toJavaThread());
            assertThat(point.kind()).isEqualTo(Blocker.Kind.SIGNAL);
            assertThat(point.holder()).isNull();
            condition.with(() -> condition.signal());
        }
    }

    @EachThreadKind
    void signal_ofOneOfTwoConditions_doesNotWakeWaitersOfTheOther(ThreadKind kind) throws Exception {
        var lock = new Lock();
        var full = new Condition(lock);
        var empty = new Condition(full);
        try (var reader = Bunch.start(kind, index -> full.with(() -> full.await()))) {
            Await.waiting(reader.thread(), full);
            try (var writer = Bunch.start(kind, index -> empty.with(() -> empty.await()))) {
                Await.waiting(writer.thread(), empty);
                lock.with(() -> {
                    full.signalAll();
                    full.signal(7);
                });
                reader.join();
                assertThat(Await.isWaiting(writer.thread().toJavaThread(), empty))
                        .isTrue();
                lock.with(() -> empty.signal());
            }
        }
    }

    @EachThreadKind
    void signal_ofAJavaConditionOfTheSameLock_wakesOnlyItsOwnWaiters(ThreadKind kind) throws Exception {
        var lock = new RLock();
        var ours = new Condition(lock);
        var theirs = lock.asJavaLock().newCondition();
        try (var waiter = Bunch.start(kind, index -> ours.with(() -> ours.await()))) {
            Await.waiting(waiter.thread(), ours);
            lock.with(theirs::signalAll);
            assertThat(Await.isWaiting(waiter.thread().toJavaThread(), ours)).isTrue();
            lock.with(() -> ours.signal());
        }
    }

    @EachThreadKind
    void boundedBuffer_severalProducersAndConsumers_neverLosesOrDuplicatesItems(ThreadKind kind) {
        var lock = new Lock();
        var notFull = new Condition(lock);
        var notEmpty = new Condition(lock);
        var buffer = new ArrayDeque<Integer>();
        var taken = new ConcurrentLinkedQueue<Integer>();
        var each = 500;
        try (var producers = Bunch.start(kind, 3, index -> {
                    for (int i = 0; i < each; i++) {
                        var item = index * each + i;
                        try (var hold = notFull.hold()) {
                            notFull.awaitFor(() -> buffer.size() < 2);
                            buffer.add(item);
                            notEmpty.signal();
                        }
                    }
                });
                var consumers = Bunch.start(kind, 3, index -> {
                    for (int i = 0; i < each; i++) {
                        try (var hold = notEmpty.hold()) {
                            notEmpty.awaitFor(() -> !buffer.isEmpty(), 3_600);
                            taken.add(buffer.remove());
                            notFull.signal();
                        }
                    }
                })) {
            producers.join();
            consumers.join();
        }
        assertThat(taken).hasSize(3 * each).doesNotHaveDuplicates();
    }
}
