package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.function.ThrowingRunnable;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReadWriteLockTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ReadWriteLock lock = new ReadWriteLock("config");

    private static List<ThrowingRunnable<?>> writesInAnyForm(ReadWriteLock lock) {
        var write = lock.write();
        return List.of(
                write::acquire,
                () -> write.acquire(true),
                () -> write.acquire(false),
                () -> write.acquire(0.0),
                () -> write.acquire(5.0),
                () -> write.acquire(-1.0),
                () -> write.acquire(Duration.ZERO),
                () -> write.acquire(LONG),
                write::acquireInterruptibly,
                write::hold,
                write::tryHold,
                () -> write.tryHold(5.0),
                () -> write.tryHold(LONG),
                () -> write.with(() -> {}),
                () -> write.with(() -> 1));
    }

    private static void assertUpgradesRefused(ReadWriteLock lock) {
        for (var write : writesInAnyForm(lock)) {
            assertThatThrownBy(write::run)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessage("a reader can't become a writer: " + lock + " (expected to hold no read)");
        }
    }

    @Test
    void new_nullName_isRejected() {
        assertThatThrownBy(() -> new ReadWriteLock(null)).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> ReadWriteLock.fair(null)).hasMessage("name: null (expected a value)");
    }

    @Test
    void readAndWrite_areTheSameObjectsEachTime() {
        assertThat(lock.read()).isSameAs(lock.read());
        assertThat(lock.write()).isSameAs(lock.write());
    }

    @EachThreadKind
    void toString_inEachState_showsReadersOrOwner(ThreadKind kind) {
        assertThat(new ReadWriteLock()).hasToString("ReadWriteLock[unlocked]");
        assertThat(ReadWriteLock.fair()).hasToString("ReadWriteLock[unlocked]");
        kind.run(() -> {
            lock.write().acquire();
            lock.write().acquire();
            assertThat(lock).hasToString("ReadWriteLock[name=config, owner=bunch-0, count=2]");
            lock.read().acquire();
            assertThat(lock).hasToString("ReadWriteLock[name=config, owner=bunch-0, count=2, readers=1]");
            lock.write().release();
            lock.write().release();
            assertThat(lock).hasToString("ReadWriteLock[name=config, readers=1]");
            lock.read().acquire();
            assertThat(lock.read()).hasToString("ReadLock[name=config, readers=1]");
            assertThat(lock.write()).hasToString("WriteLock[name=config, readers=1]");
            lock.read().release();
            lock.read().release();
            assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
        });
    }

    @EachThreadKind
    void read_bySeveralThreads_isGrantedToAll(ThreadKind kind) {
        var inside = new CountDownLatch(5);
        var most = Collections.synchronizedList(new ArrayList<String>());
        try (var readers = Bunch.start(
                kind,
                5,
                index -> lock.read().with(() -> {
                    inside.countDown();
                    inside.await();
                    most.add(lock.toString());
                }))) {
            readers.join();
        }
        assertThat(most).hasSize(5).contains("ReadWriteLock[name=config, readers=5]");
        assertThat(lock.read().locked()).isFalse();
    }

    @EachThreadKind
    void write_byAReader_isRefusedInEveryFormAndChangesNothing(ThreadKind kind) {
        kind.run(() -> {
            lock.read().acquire();
            assertUpgradesRefused(lock);
            assertThat(lock.getReadHoldCount()).isEqualTo(1);
            lock.read().release();
            assertThat(lock.write().acquire(false)).isTrue();
            lock.write().release();
        });
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }

    @EachThreadKind
    void write_byOneOfSeveralReaders_isRefused(ThreadKind kind) {
        try (var others = ReadersBunch.hold(kind, lock, 2)) {
            kind.run(() -> {
                lock.read().acquire();
                assertUpgradesRefused(lock);
                lock.read().release();
                assertThat(lock.write().acquire(false)).isFalse();
            });
            others.letGo();
        }
        assertThat(lock.write().acquire(false)).isTrue();
        lock.write().release();
    }

    @EachThreadKind
    void read_byTheWriter_isGrantedAndOutlivesTheWrite(ThreadKind kind) {
        kind.run(() -> {
            try (var write = lock.write().hold()) {
                assertThat(lock.read().acquire(false)).isTrue();
                assertThat(lock.write().acquire(false)).isTrue();
                lock.write().release();
            }
            assertThat(lock.getOwner()).isNull();
            assertThat(lock.getReadHoldCount()).isEqualTo(1);
            kind.run(() -> {
                assertThat(lock.write().acquire(false)).isFalse();
                lock.read().with(() -> {});
            });
            lock.read().release();
        });
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }

    @EachThreadKind
    void read_byTheWriterReleasedFirst_keepsTheWrite(ThreadKind kind) {
        lock.write().acquire();
        lock.read().acquire();
        lock.read().release();
        kind.run(() -> assertThat(lock.read().acquire(false)).isFalse());
        lock.write().release();
        kind.run(() -> lock.read().with(() -> {}));
    }

    @EachThreadKind
    void holdCounts_areThoseOfTheCallingThread(ThreadKind kind) {
        lock.write().acquire();
        lock.read().acquire();
        lock.read().acquire();
        assertThat(lock.getWriteHoldCount()).isEqualTo(1);
        assertThat(lock.getReadHoldCount()).isEqualTo(2);
        assertThat(lock.getOwner()).isSameAs(Threading.currentThread());
        kind.run(() -> {
            assertThat(lock.getWriteHoldCount()).isZero();
            assertThat(lock.getReadHoldCount()).isZero();
        });
        lock.write().release();
        kind.run(() -> lock.read().with(() -> {
            assertThat(lock.getReadHoldCount()).isEqualTo(1);
            assertThat(lock.getOwner()).isNull();
        }));
        lock.read().release();
        lock.read().release();
    }

    @EachThreadKind
    void release_byAnotherThanTheReader_isRejectedWhicheverReadersThereAre(ThreadKind kind) {
        try (var others = ReadersBunch.hold(kind, lock, 3)) {
            kind.run(() -> assertThatThrownBy(lock.read()::release)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessage("cannot release un-acquired read lock: ReadWriteLock[name=config, readers=3]"
                            + " (expected to be held by bunch-0)"));
            others.letGo();
        }
        assertThat(lock).hasToString("ReadWriteLock[name=config, unlocked]");
    }

    @EachThreadKind
    void manyLocks_heldByOneReader_areAllCounted(ThreadKind kind) {
        var locks = new ArrayList<ReadWriteLock>();
        for (var i = 0; i < 100; i++) {
            locks.add(new ReadWriteLock());
        }
        try (var others = ReadersBunch.hold(kind, locks, 1)) {
            kind.run(() -> {
                locks.forEach(each -> each.read().acquire());
                locks.forEach(each -> each.read().acquire());
                assertThat(locks).allMatch(each -> each.getReadHoldCount() == 2);
                for (var i = 0; i < 100; i++) { // in another order
                    locks.get(i * 37 % 100).read().release();
                }
                assertThat(locks).allMatch(each -> each.getReadHoldCount() == 1);
                locks.forEach(each -> each.read().release());
                assertThat(locks).allMatch(each -> each.getReadHoldCount() == 0);
            });
            others.letGo();
        }
        assertThat(locks).noneMatch(each -> each.read().locked());
    }

    @EachThreadKind
    void lockThatIsNeverReleased_isCollectedWhileTheReaderLives(ThreadKind kind) {
        kind.run(() -> {
            var abandoned = new WeakReference<>(readAmongOthers(kind));
            Await.collected("a lock that the thread reads", () -> abandoned.get() == null);
        });
    }

    private static ReadWriteLock readAmongOthers(ThreadKind kind) {
        var abandoned = new ReadWriteLock();
        try (var others = ReadersBunch.hold(kind, abandoned, 1)) {
            abandoned.read().acquire();
            others.letGo();
        }
        return abandoned;
    }

    @Test
    void counts_atTheirMaximum_areAnErrorAndChangeNothing() {
        var full = new ReadWriteSync(lock, false) {
            void fill(long state) {
                setState(state);
            }
        };
        full.lock();
        full.fill(ReadWriteSync.MOST);
        assertThatThrownBy(full::lock)
                .isExactlyInstanceOf(Error.class)
                .hasMessageStartingWith("too many acquisitions: ReadWriteLock[name=config")
                .hasMessageEndingWith("(expected at most 4294967295)");
        assertThat(full.writeHoldCount()).isEqualTo(ReadWriteSync.MOST);
        full.fill(1);
        full.unlock();
        full.fill(ReadWriteSync.MOST << 32);
        assertThatThrownBy(full::lockRead)
                .isExactlyInstanceOf(Error.class)
                .hasMessageStartingWith("too many readers: ReadWriteLock[name=config");
        assertThat(full.readHoldCount()).isZero();
        assertThat(full.label()).isEqualTo("readers=4294967295");
    }
}
