package io.github.threading4j.select;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A select that acquires locks and permits. */
class SelectLockTest {
    private final Event event = new Event();

    @Test
    void await_rlockIsHeld_acquiresItOnceMore() throws Exception {
        var lock = new RLock();
        var select = new Select<Long>().on(lock, hold -> {
            try (hold) {
                return lock.getHoldCount();
            }
        });
        assertThat(select.await()).isEqualTo(1);
        lock.acquire();
        assertThat(select.await()).isEqualTo(2);
        lock.release();
        assertThat(lock.locked()).isFalse();
    }

    @EachThreadKind
    void await_rlockOfAnotherThread_isAcquiredOnceItIsFree(ThreadKind kind) throws Exception {
        var lock = new RLock();
        var select = new Select<Boolean>().on(event, () -> false).on(lock, hold -> {
            try (hold) {
                return lock.isHeldByCurrentThread();
            }
        });
        lock.acquire();
        lock.acquire();
        try (var waiter = Bunch.start(kind, index -> assertThat(select.await()).isTrue())) {
            Await.allWaiting(waiter, select);
            lock.release();
            assertThat(waiter.thread().isAlive()).isTrue();
            lock.release();
        }
    }

    @EachThreadKind
    void await_aConditionReleasesTheLock_acquiresIt(ThreadKind kind) throws Exception {
        for (var lock : List.of(new Lock(), new RLock())) {
            var condition = lock instanceof Lock plain ? new Condition(plain) : new Condition((RLock) lock);
            var acquired = new Event();
            var select = new Select<Boolean>().on(lock, hold -> {
                try (hold) {
                    acquired.set();
                    condition.signal();
                    return true;
                }
            });
            condition.acquire();
            try (var waiter = Bunch.start(kind, index -> select.await())) {
                Await.allWaiting(waiter, select);
                condition.await();
                assertThat(acquired.isSet()).isTrue();
                condition.release();
            }
        }
    }

    @EachThreadKind
    void await_severalPermits_wakeSeveralSelects(ThreadKind kind) throws Exception {
        for (var permits : List.of(new Semaphore(0), Semaphore.fair(0))) {
            var bunches = new ArrayList<Bunch>();
            for (var i = 0; i < 3; i++) {
                var select = new Select<Boolean>().on(event, () -> false).on(permits, hold -> true);
                bunches.add(
                        Bunch.start(kind, index -> assertThat(select.await()).isTrue()));
                Await.allWaiting(bunches.get(i), select);
            }
            permits.release(3);
            bunches.forEach(Bunch::join);
            assertThat(permits.getValue()).isZero();
        }
    }
}
