package io.github.threading4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.Acquirable;
import io.github.threading4j.Condition;
import io.github.threading4j.Event;
import io.github.threading4j.Hold;
import io.github.threading4j.ReadWriteLock;
import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A select that reads or writes: neither sleeps beside a lock that it could acquire. */
class SelectReadWriteLockTest {
    private final Event event = new Event();

    private static List<ReadWriteLock> locks() {
        return List.of(new ReadWriteLock(), ReadWriteLock.fair());
    }

    /** A select for a lock, which it releases at once, or for the event. */
    private Select<Boolean> select(Acquirable lock) {
        return new Select<Boolean>().on(event, () -> false).on(lock, hold -> {
            hold.close();
            return true;
        });
    }

    private static Bunch waiter(ThreadKind kind, Select<Boolean> select) {
        var waiter = Bunch.start(kind, index -> assertThat(select.await()).isTrue());
        Await.allWaiting(waiter, select);
        return waiter;
    }

    @EachThreadKind
    void await_theWriterReleases_allSelectsReadTogether(ThreadKind kind) throws Exception {
        for (var lock : locks()) {
            var reading = new ArrayList<Event>();
            var go = new Event();
            var bunches = new ArrayList<Bunch>();
            lock.write().acquire();
            for (var i = 0; i < 3; i++) {
                var reads = new Event();
                reading.add(reads);
                bunches.add(waiter(kind, new Select<Boolean>().on(lock.read(), hold -> {
                            reads.set();
                            go.await();
                            hold.close();
                            return true;
                        })));
            }
            lock.write().release();
            for (var reads : reading) {
                reads.await();
            }
            go.set();
            bunches.forEach(Bunch::close);
        }
    }

    @EachThreadKind
    void await_theWriterKeepsReading_theSelectReads(ThreadKind kind) throws Exception {
        for (var lock : locks()) {
            lock.write().acquire();
            lock.read().acquire();
            try (var waiter = waiter(kind, select(lock.read()))) {
                lock.write().release();
            }
            lock.read().release();
        }
    }

    @EachThreadKind
    void await_severalReaders_theLastOneWakesTheSelectThatWrites(ThreadKind kind) throws Exception {
        for (var lock : locks()) {
            lock.read().acquire();
            lock.read().acquire();
            var reads = new Event();
            var go = new Event();
            try (var other = Bunch.start(
                            kind,
                            index -> lock.read().with(() -> {
                                reads.set();
                                go.await();
                            }));
                    var waiter = waiter(kind, select(lock.write()))) {
                reads.await();
                lock.read().release();
                lock.read().release();
                assertThat(waiter.thread().isAlive()).isTrue();
                go.set();
            }
        }
    }

    /** A writer that waits for the readers keeps a select from reading, until the writer gives up. */
    @EachThreadKind
    void await_theQueuedWriterGivesUp_theSelectReads(ThreadKind kind) throws Exception {
        for (var lock : locks()) {
            lock.read().acquire();
            try (var writer = Bunch.start(kind, index -> Interrupts.during(lock.write()::acquireInterruptibly))) {
                Await.allWaiting(writer, lock);
                try (var waiter = waiter(kind, select(lock.read()))) {
                    assertThat(select(lock.read()).await()).isTrue(); // reading again is always permitted
                    writer.thread().interrupt();
                }
            }
            lock.read().release();
        }
    }

    /** As above, but the writer's time elapses: the select enlists before, or attempts after that. */
    @EachThreadKind
    void await_theQueuedWriterTimesOut_theSelectReads(ThreadKind kind) throws Exception {
        for (var lock : locks()) {
            lock.read().acquire();
            for (var round = 0; round < 20; round++) {
                try (var writer = Bunch.start(
                                kind,
                                index -> assertThat(lock.write().acquire(0.001)).isFalse());
                        var reader = Bunch.start(
                                kind,
                                index -> assertThat(select(lock.read()).await()).isTrue())) {
                    writer.join();
                    reader.join();
                }
            }
            lock.read().release();
        }
    }

    /** A select does not overtake the queue of a fair lock. Once the queued reader reads, the select reads, too. */
    @EachThreadKind
    void await_theQueuedReaderOfAFairLockReads_theSelectReads(ThreadKind kind) throws Exception {
        var lock = ReadWriteLock.fair();
        var go = new Event();
        lock.write().acquire();
        try (var queued = Bunch.start(kind, index -> lock.read().with(() -> go.await()))) {
            Await.allWaiting(queued, lock);
            try (var waiter = waiter(kind, select(lock.read()))) {
                lock.write().release();
            }
            assertThat(queued.thread().isAlive()).isTrue();
            go.set();
        }
    }

    @EachThreadKind
    void await_aConditionReleasesTheLock_theSelectWrites(ThreadKind kind) throws Exception {
        for (var lock : locks()) {
            var condition = new Condition(lock.write());
            var acquired = new Event();
            var select = new Select<Boolean>().on(lock.write(), hold -> {
                acquired.set();
                condition.signal();
                hold.close();
                return true;
            });
            condition.acquire();
            try (var waiter = waiter(kind, select)) {
                condition.await();
                assertThat(acquired.isSet()).isTrue();
                condition.release();
            }
        }
    }

    @Test
    void await_theThreadHoldsTheLock_acquiresItOnceMore() throws Exception {
        for (var lock : locks()) {
            lock.write().acquire();
            assertThat(new Select<Long>()
                            .on(lock.write(), hold -> counting(hold, lock::getWriteHoldCount))
                            .await())
                    .isEqualTo(2);
            assertThat(new Select<Long>()
                            .on(lock.read(), hold -> counting(hold, lock::getReadHoldCount))
                            .await())
                    .isEqualTo(1);
            lock.write().release();
            assertThat(lock).hasToString("ReadWriteLock[unlocked]");
        }
    }

    private static long counting(Hold hold, LongSupplier count) {
        try (hold) {
            return count.getAsLong();
        }
    }

    @Test
    void await_aReaderWouldBecomeAWriter_throwsAndTakesNothing() throws Exception {
        for (var lock : locks()) {
            lock.read().acquire();
            var select = select(lock.write());
            assertThatThrownBy(select::await)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageStartingWith("a reader can't become a writer: ");
            assertThat(lock.getReadHoldCount()).isOne();
            assertThat(lock.getWriteHoldCount()).isZero();
            lock.read().release();
            assertThat(select.await()).isTrue();
        }
    }
}
