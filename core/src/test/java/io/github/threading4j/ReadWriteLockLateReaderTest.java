package io.github.threading4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.select.Select;
import io.github.threading4j.testing.Await;
import io.github.threading4j.testing.Bunch;
import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.concurrent.Semaphore;

/**
 * A reader is first in the queue and has been woken, but gets no processor. Other readers overtake it, and with it the
 * writer behind it, but not forever.
 *
 * <p>Virtual threads that only read and yield can keep all processors from such a reader: in a
 * {@code ReentrantReadWriteLock}, the writer then waits for as long as they run.
 */
class ReadWriteLockLateReaderTest {
    private final ReadWriteLock lock = new ReadWriteLock("config");
    private final LateReaderSync sync = new LateReaderSync(lock);
    private final ReadLock read = new ReadLock(sync);
    private final WriteLock write = new WriteLock(sync);

    /** Makes one reader late: once woken, it does not try to acquire the lock before {@link #run}. */
    private static final class LateReaderSync extends ReadWriteSync {
        private static final long serialVersionUID = 1L;

        private final transient Semaphore woken = new Semaphore(0);
        private final transient Semaphore processor = new Semaphore(0);
        private volatile boolean isReleased;
        private transient volatile Thread late;

        LateReaderSync(ReadWriteLock lock) {
            super(lock, false);
        }

        void readLate() {
            late = Thread.currentThread();
            lockRead();
            unlockRead();
        }

        void releaseAndWakeLateReader() {
            isReleased = true;
            unlock();
            woken.acquireUninterruptibly();
        }

        void run() {
            processor.release();
        }

        @Override
        boolean enter(Thread current) {
            if (isReleased && current == late) {
                late = null;
                woken.release();
                processor.acquireUninterruptibly();
            }
            return super.enter(current);
        }
    }

    private void readUntilRefused() {
        for (var reads = 0; reads < OvertakingSync.MOST_OVERTAKES; reads++) {
            assertThat(read.acquire(false)).isTrue();
            read.release();
        }
        assertThat(read.acquire(false)).isFalse();
    }

    @EachThreadKind
    void readers_overtakeALateReaderAndTheWriterBehindIt_onlySoOften(ThreadKind kind) {
        sync.lock();
        try (var late = Bunch.start(kind, index -> sync.readLate())) {
            Await.allWaiting(late, lock);
            try (var writer = Bunch.start(kind, index -> write.with(() -> {}))) {
                Await.allWaiting(writer, lock);
                sync.releaseAndWakeLateReader();
                try {
                    kind.run(this::readUntilRefused);
                } finally {
                    sync.run();
                }
            }
        }
        assertThat(read.acquire(false)).isTrue();
        read.release();
    }

    /** A writer that waits for a signal wakes no select when the late reader has read; so the reader has to. */
    @EachThreadKind
    void select_behindALateReader_readsOnceThatHasRead(ThreadKind kind) {
        var condition = new Condition(write);
        try (var writer = Bunch.start(kind, index -> condition.with(() -> condition.await()))) {
            Await.allWaiting(writer, condition);
            sync.lock();
            try (var late = Bunch.start(kind, index -> sync.readLate())) {
                Await.allWaiting(late, lock);
                sync.releaseAndWakeLateReader();
                var select = new Select<Integer>().on(read, hold -> {
                    hold.close();
                    return 1;
                });
                try {
                    kind.run(this::readUntilRefused);
                    try (var waiter = Bunch.start(kind, index -> select.await())) {
                        Await.allWaiting(waiter, select);
                        sync.run();
                    }
                } finally {
                    sync.run();
                }
            }
            condition.with(condition::signalAll);
        }
    }
}
