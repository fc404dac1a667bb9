package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.contract.Interrupts;
import io.github.threading4j.internal.Blocker;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.RaceHunt;
import io.github.threading4j.testing.Rounds;
import io.github.threading4j.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which thread of a readers-writer lock waits, and which one is next. */
class ReadWriteLockQueueTest {
    private final ReadWriteLock lock = new ReadWriteLock("config");

    private static Bunch writer(ThreadKind kind, ReadWriteLock lock) {
        var writer = Bunch.start(kind, index -> lock.write().with(() -> {}));
        Await.allWaiting(writer, lock);
        return writer;
    }

    @EachThreadKind
    void read_byAReader_isGrantedWhileAWriterWaits(ThreadKind kind) {
        for (var fair : new ReadWriteLock[] {lock, ReadWriteLock.fair("fair")}) {
            try (var others = ReadersBunch.hold(kind, fair, 2)) {
                kind.run(() -> {
                    fair.read().acquire();
                    try (var writer = writer(kind, fair)) {
                        fair.read().acquire();
                        assertThat(fair.read().acquire(false)).isTrue();
                        assertThat(fair.read().acquire(0.0)).isTrue();
                        assertThat(fair.read().acquire(5.0)).isTrue();
                        assertThat(fair.getReadHoldCount()).isEqualTo(5);
                        for (var i = 0; i < 5; i++) {
                            fair.read().release();
                        }
                        assertThat(fair.getReadHoldCount()).isZero();
                        others.letGo();
                    }
                });
            }
        }
    }

    @EachThreadKind
    void downgrade_wakesTheWaitingReaders(ThreadKind kind) {
        lock.write().acquire();
        try (var readers = Bunch.start(kind, 3, index -> lock.read().with(() -> {}))) {
            Await.allWaiting(readers, lock);
            lock.read().acquire();
            lock.write().release();
            readers.join();
            lock.read().release();
        }
    }

    @EachThreadKind
    void newReader_whileAWriterWaits_waitsBehindIt(ThreadKind kind) {
        var order = Collections.synchronizedList(new ArrayList<String>());
        lock.read().acquire();
        try (var writer = Bunch.start(kind, index -> lock.write().with(() -> order.add("writer")))) {
            Await.allWaiting(writer, lock);
            kind.run(() -> {
                assertThat(lock.read().acquire(false)).isFalse();
                assertThat(lock.read().acquire(0.001)).isFalse();
                assertThat(lock.read().tryHold()).isNull();
            });
            try (var reader = Bunch.start(kind, index -> lock.read().with(() -> order.add("reader")))) {
                Await.allWaiting(reader, lock);
                lock.read().release();
            }
        }
        assertThat(order).containsExactly("writer", "reader");
    }

    /** The writer becomes the first thread of the queue while it is parked, and without an attempt of its own. */
    @EachThreadKind
    void newReader_whileAWriterWaitsBehindTheReaderThatReads_waitsBehindTheWriter(ThreadKind kind) throws Exception {
        var reads = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        lock.write().acquire();
        try (var reader = Bunch.start(
                kind,
                index -> lock.read().with(() -> {
                    reads.countDown();
                    go.await();
                }))) {
            Await.allWaiting(reader, lock);
            try (var writer = writer(kind, lock)) {
                lock.write().release();
                reads.await();
                kind.run(() -> assertThat(lock.read().acquire(false)).isFalse());
                go.countDown();
            }
        }
    }

    @EachThreadKind
    void writer_interruptedInTheQueue_letsTheReadersBehindItIn(ThreadKind kind) {
        lock.read().acquire();
        try (var writer = Bunch.start(kind, index -> Interrupts.during(lock.write()::acquireInterruptibly))) {
            Await.allWaiting(writer, lock);
            try (var readers = Bunch.start(kind, 3, index -> lock.read().with(() -> {}))) {
                Await.allWaiting(readers, lock);
                writer.thread().interrupt();
                readers.join();
            }
        }
        lock.read().release();
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }

    @EachThreadKind
    void writer_timedOutInTheQueue_letsTheReadersBehindItIn(ThreadKind kind) {
        lock.read().acquire();
        try (var writer = Bunch.start(
                        kind, index -> assertThat(lock.write().acquire(0.05)).isFalse());
                var readers = Bunch.start(kind, 3, index -> lock.read().with(() -> {}))) {
            writer.join();
            readers.join();
        }
        lock.read().release();
    }

    @EachThreadKind
    void writeReleased_wakesAllReadersTogether(ThreadKind kind) {
        var inside = new CountDownLatch(5);
        lock.write().acquire();
        try (var readers = Bunch.start(
                kind,
                5,
                index -> lock.read().with(() -> {
                    inside.countDown();
                    inside.await(); // each reader stays until all are inside
                }))) {
            Await.allWaiting(readers, lock);
            lock.write().release();
        }
    }

    @EachThreadKind
    void readersThatQueuedBeforeAWriter_goFirst(ThreadKind kind) {
        var fair = ReadWriteLock.fair("fair");
        var order = Collections.synchronizedList(new ArrayList<String>());
        fair.write().acquire();
        try (var reader = Bunch.start(kind, index -> fair.read().with(() -> order.add("reader")))) {
            Await.allWaiting(reader, fair);
            try (var writer = Bunch.start(kind, index -> fair.write().with(() -> order.add("writer")))) {
                Await.allWaiting(writer, fair);
                try (var late = Bunch.start(kind, index -> fair.read().with(() -> order.add("late reader")))) {
                    Await.allWaiting(late, fair);
                    fair.write().release();
                }
            }
        }
        assertThat(order).containsExactly("reader", "writer", "late reader");
    }

    @EachThreadKind
    void fairLock_neitherLockOvertakesQueuedThreads(ThreadKind kind) {
        var fair = ReadWriteLock.fair("fair");
        assertThat(fair).hasToString("ReadWriteLock[name=fair, unlocked]");
        fair.read().acquire();
        try (var writer = writer(kind, fair)) {
            kind.run(() -> {
                assertThat(fair.read().acquire(false)).isFalse();
                assertThat(fair.write().acquire(false)).isFalse();
            });
            fair.read().release();
        }
        assertThat(fair.write().acquire(false)).isTrue();
        fair.write().release();
    }

    @EachThreadKind
    void blocker_ofAWaitingWriter_namesTheReaders(ThreadKind kind) {
        try (var others = ReadersBunch.hold(kind, lock, 2)) {
            try (var waiter = writer(kind, lock)) {
                var point = Blocker.of(waiter.thread().toJavaThread());
                assertThat(point.kind()).isEqualTo(Blocker.Kind.ACQUIRE);
                assertThat(point.holder()).isNull();
                assertThat(point.knownHolders()).containsExactlyInAnyOrderElementsOf(others.threads());
                others.letGo();
            }
        }
    }

    @EachThreadKind
    void endedReader_isStillKnown(ThreadKind kind) {
        try (var others = ReadersBunch.hold(kind, lock, 1)) {
            kind.run(lock.read()::acquire);
            others.letGo();
        }
        var waiter = kind.start(() -> Interrupts.during(lock.write()::acquireInterruptibly));
        Await.waiting(waiter, lock);
        assertThat(Blocker.of(waiter.toJavaThread()).knownHolders())
                .singleElement()
                .satisfies(reader -> assertThat(reader.isAlive()).isFalse());
        waiter.interrupt();
        Await.terminated(waiter.toJavaThread());
    }

    /** Counted, not timed: while other threads write without pause, a reader is overtaken only so often. */
    @RaceHunt
    @EachThreadKind
    void reader_amongThreadsThatWriteWithoutPause_getsItsTurn(ThreadKind kind) throws Exception {
        var over = new AtomicBoolean();
        try (var writers = Bunch.start(kind, 4, index -> {
            while (!over.get()) {
                lock.write().with(Thread::yield);
            }
        })) {
            Rounds.run(100, round -> lock.read().with(() -> {}));
            over.set(true);
        }
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }

    @RaceHunt
    @EachThreadKind
    void writer_amongThreadsThatReadWithoutPause_getsItsTurn(ThreadKind kind) throws Exception {
        var over = new AtomicBoolean();
        try (var readers = Bunch.start(kind, 4, index -> {
            while (!over.get()) {
                lock.read().with(Thread::yield);
            }
        })) {
            Rounds.run(100, round -> lock.write().with(() -> {}));
            over.set(true);
        }
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }
}
